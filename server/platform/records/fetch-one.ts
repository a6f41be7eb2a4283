import type { WorkspaceScope } from '../../shared/scope.ts'
import { UpstreamError } from '../outbound/index.ts'
import { fetchPage } from './fetch-page.ts'
import type { RefetchDeps } from './refetch-records.ts'

interface OneRecord {
  readonly operationId: string
  readonly path: Readonly<Record<string, string>>
}

/** What the other side has now; undefined when it says that it has none. Any other refusal is an UpstreamError. */
export async function fetchOne(
  deps: RefetchDeps,
  scope: WorkspaceScope,
  { operationId, path }: OneRecord,
): Promise<unknown> {
  const service = deps.connector.name
  const operation = deps.catalogue.find(service, operationId)
  if (operation === undefined)
    throw new UpstreamError({
      service,
      kind: 'not-found',
      detail: `${service} has no operation ${operationId}`,
    })
  const connection = await deps.connector.connectInBackground(scope)
  const outcome = await fetchPage(deps, connection, { operation, path, query: {}, page: 0, marks: [] })
  if (outcome.kind === 'page') return outcome.items[0]
  if (outcome.kind === 'refused' && outcome.gone) return undefined
  throw new UpstreamError({ service, kind: 'unavailable', detail: outcome.reason })
}
