import { AppError } from '../../shared/errors.ts'
import type { Catalogue, Operation } from '../openapi/index.ts'
import { nearestName } from './nearest-name.ts'

/** NOT_FOUND tells which name was probably meant. */
export function requireOperation(
  catalogue: Catalogue,
  wanted: { readonly connector: string; readonly operationId: string },
): Operation {
  const operation = catalogue.find(wanted.connector, wanted.operationId)
  if (operation !== undefined) return operation
  const connectors = catalogue.connectors()
  if (!connectors.includes(wanted.connector))
    throw new AppError(
      'NOT_FOUND',
      `There is no connector ${wanted.connector}. There are: ${connectors.join(', ')}.`,
    )
  const names = catalogue.list({ connector: wanted.connector }).map(({ operationId }) => operationId)
  const nearest = nearestName(wanted.operationId, names)
  const hint =
    nearest === undefined ? 'GET /api/operations lists those that there are.' : `Did you mean ${nearest}?`
  throw new AppError(
    'NOT_FOUND',
    `${wanted.connector} has no operation ${wanted.operationId.slice(0, 200)}. ${hint}`,
  )
}
