import type { OperationDetail, Parameter } from '../api/types.ts'

// What the server sets from the credentials of a connection.
const FIXED: Readonly<Record<string, readonly string[]>> = { clockify: ['workspaceId', 'addonId'] }

/** Whether the server sets this parameter, so that nobody is asked for it. */
export function isFixed(operation: OperationDetail, parameter: Pick<Parameter, 'in' | 'name'>): boolean {
  const isInAddress = parameter.in === 'path' || parameter.in === 'query'
  return isInAddress && (FIXED[operation.connector] ?? []).includes(parameter.name)
}
