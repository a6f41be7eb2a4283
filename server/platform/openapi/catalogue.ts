import { AppError } from '../../shared/errors.ts'
import type { ApiDocument } from './document.ts'
import { type ConnectorDocument, indexDocument } from './index-document.ts'
import type { Operation } from './operation.ts'
import type { Overlay } from './overlay.schemas.ts'

interface OperationFilter {
  readonly connector?: string | undefined
  readonly search?: string | undefined
  readonly method?: string | undefined
  readonly tag?: string | undefined
}

/** What a connector brings; `document` is called at first use only. */
export interface DocumentSource {
  readonly connector: string
  readonly document: () => ApiDocument
  readonly overlay: () => Overlay | undefined
}

export interface Catalogue {
  connectors(): readonly string[]
  list(filter?: OperationFilter): readonly Operation[]
  find(connector: string, operationId: string): Operation | undefined
  /** Replaces a connector's document by an imported one; the overlay still applies where the operation exists. */
  put(connector: string, document: ApiDocument): void
}

export function createCatalogue(options: { documents: readonly DocumentSource[] }): Catalogue {
  const sources = new Map(options.documents.map((source) => [source.connector, source]))
  const indexes = new Map<string, ReadonlyMap<string, Operation>>()

  function indexOf(connector: string): ReadonlyMap<string, Operation> | undefined {
    const known = indexes.get(connector)
    const source = sources.get(connector)
    if (known !== undefined || source === undefined) return known
    const read: ConnectorDocument = { connector, document: source.document(), overlay: source.overlay() }
    const index = indexDocument(read)
    indexes.set(connector, index)
    return index
  }

  return {
    connectors: () => [...sources.keys()].sort(),
    list: (filter = {}) =>
      [...sources.keys()]
        .filter((connector) => filter.connector === undefined || filter.connector === connector)
        .flatMap((connector) => [...(indexOf(connector)?.values() ?? [])])
        .filter((operation) => matches(operation, filter)),
    find: (connector, operationId) => indexOf(connector)?.get(operationId),
    put: (connector, document) => {
      const overlay = sources.get(connector)?.overlay ?? (() => undefined)
      const index = indexDocument({ connector, document, overlay: overlay() })
      if (index.size === 0) throw new AppError('INVALID', 'The document has no operations.')
      sources.set(connector, { connector, document: () => document, overlay })
      indexes.set(connector, index)
    },
  }
}

function matches(operation: Operation, filter: OperationFilter): boolean {
  if (filter.method !== undefined && operation.method !== filter.method.toUpperCase()) return false
  if (filter.tag !== undefined && !operation.tags.includes(filter.tag)) return false
  return hasWords(operation, filter.search ?? '')
}

function hasWords(operation: Operation, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const text = [operation.summary, operation.path, operation.operationId, operation.method, ...operation.tags]
    .join(' ')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}
