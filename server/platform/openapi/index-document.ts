import { correctDocument } from './correct-document.ts'
import type { ApiDocument } from './document.ts'
import { needsOf } from './needs.ts'
import type { Operation } from './operation.ts'
import type { Overlay, OperationOverlay, Pagination } from './overlay.schemas.ts'
import { type DocumentedOperation, readOperations } from './read-operations.ts'

const SAFE_METHODS = new Set(['GET', 'HEAD'])
const DEFAULT_MAX_PAGE_SIZE = 200
const SIZE_PARAMETERS = ['page-size', 'pageSize', 'page_size', 'per_page', 'limit', 'count']

export interface ConnectorDocument {
  readonly connector: string
  readonly document: ApiDocument
  readonly overlay: Overlay | undefined
}

/** Document and overlay together, by operationId; nothing is compiled here. */
export function indexDocument(given: ConnectorDocument): ReadonlyMap<string, Operation> {
  const source = { ...given, document: correctDocument(given.document, given.overlay?.corrections) }
  const operations = readOperations(source.document)
  const supplied = new Set(operations.map((operation) => operation.operationId))
  const rules = (source.overlay?.ids ?? []).filter(
    ({ connector, operationId }) =>
      connector !== undefined || operationId === undefined || supplied.has(operationId),
  )
  const collectionOf = (operationId: string): string | undefined => {
    const walk = ownOverlay({ operationId }, source.overlay)?.walk
    return walk === undefined || walk.kind === 'skip' ? undefined : walk.collection
  }
  const quick = new Set(source.overlay?.quickActions?.map(({ operationId }) => operationId))
  return new Map(
    operations.map((operation) => [
      operation.operationId,
      {
        ...operation,
        ...overlaid(operation, source),
        quickAction: quick.has(operation.operationId),
        needs: needsOf(source.document.root, operation, { rules, collectionOf }),
      },
    ]),
  )
}

function overlaid(
  operation: DocumentedOperation,
  source: ConnectorDocument,
): Omit<Operation, keyof DocumentedOperation | 'needs' | 'quickAction'> {
  const own = ownOverlay(operation, source.overlay)
  return {
    connector: source.connector,
    document: source.document,
    safe: SAFE_METHODS.has(operation.method),
    host: own?.host ?? hostOf(operation, source.overlay),
    scope: own?.scope === undefined ? scopeOf(operation, source.overlay) : (own.scope ?? undefined),
    pagination: own?.pagination ?? paginationByParameters(operation),
    items: own?.items,
    walk: own?.walk,
  }
}

function ownOverlay(
  operation: Pick<DocumentedOperation, 'operationId'>,
  overlay: Overlay | undefined,
): OperationOverlay | undefined {
  if (overlay === undefined || !Object.hasOwn(overlay.operations, operation.operationId)) return undefined
  return overlay.operations[operation.operationId]
}

function hostOf(operation: DocumentedOperation, overlay: Overlay | undefined): string {
  const rule = overlay?.hosts.find(({ tags }) => tags.some((tag) => operation.tags.includes(tag)))
  return rule?.host ?? 'api'
}

function scopeOf(operation: DocumentedOperation, overlay: Overlay | undefined): string | undefined {
  const rule = overlay?.scopes.find(({ tags }) => tags.some((tag) => operation.tags.includes(tag)))
  return SAFE_METHODS.has(operation.method) ? rule?.read : rule?.write
}

/** A document that says nothing of paging still shows it by its parameters. */
function paginationByParameters(operation: DocumentedOperation): Pagination {
  const names = operation.parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name)
  const sizeParameter = SIZE_PARAMETERS.find((name) => names.includes(name))
  if (!names.includes('page') || sizeParameter === undefined) return { kind: 'none' }
  return {
    kind: 'page',
    pageParameter: 'page',
    sizeParameter,
    firstPage: 1,
    maxPageSize: DEFAULT_MAX_PAGE_SIZE,
    lastPageHeader: false,
  }
}
