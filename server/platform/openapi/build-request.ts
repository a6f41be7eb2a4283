import { valueAt } from '../../shared/json.ts'
import { encodeBody } from './encode-body.ts'
import type { Operation, Parameter } from './operation.ts'
import { serializeHeader, serializePath, serializeQuery } from './serialize-parameter.ts'
import type { CallValues } from './validate-call.ts'

export interface BuiltRequest {
  readonly method: string
  readonly url: string
  /** Lower-case names; credentials are added by whoever sends it. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

interface BuildOptions {
  readonly baseUrl: string
  readonly newBoundary?: (() => string) | undefined
}

/** The request of a call whose values were checked before; sends nothing. */
export function buildRequest(operation: Operation, values: CallValues, options: BuildOptions): BuiltRequest {
  const query = queryOf(operation, values)
  const body =
    values.body === undefined || values.contentType === undefined
      ? undefined
      : encodeBody(values.body, values.contentType, options.newBoundary)
  return {
    method: operation.method,
    url: `${options.baseUrl.replace(/\/+$/, '')}${pathOf(operation, values)}${query === '' ? '' : `?${query}`}`,
    headers: {
      accept: acceptOf(operation),
      ...headersOf(operation, values),
      ...(body === undefined ? {} : { 'content-type': body.contentType }),
    },
    body: body?.bytes,
  }
}

function pathOf(operation: Operation, values: CallValues): string {
  return operation.path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const parameter = operation.parameters.find(
      (candidate) => candidate.in === 'path' && candidate.name === name,
    )
    return parameter === undefined ? whole : serializePath(parameter, valueAt(values.path, name))
  })
}

function queryOf(operation: Operation, values: CallValues): string {
  return given(operation, 'query', values.query)
    .flatMap(({ parameter, value }) => serializeQuery(parameter, value))
    .join('&')
}

function headersOf(operation: Operation, values: CallValues): Record<string, string> {
  return Object.fromEntries(
    given(operation, 'header', values.headers).map(({ parameter, value }) => [
      parameter.name.toLowerCase(),
      serializeHeader(parameter, value),
    ]),
  )
}

function given(
  operation: Operation,
  place: Parameter['in'],
  values: CallValues['query'],
): readonly { parameter: Parameter; value: unknown }[] {
  return operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => ({ parameter, value: valueAt(values, parameter.name) }))
    .filter(({ value }) => value !== undefined && value !== null)
}

function acceptOf(operation: Operation): string {
  const types = operation.responses
    .filter(({ status }) => status.startsWith('2') || status === 'default')
    .flatMap(({ content }) => content.map(({ contentType }) => contentType))
  if (types.length === 0 || types.includes('*/*')) return 'application/json, */*;q=0.8'
  return [...new Set(types)].join(', ')
}
