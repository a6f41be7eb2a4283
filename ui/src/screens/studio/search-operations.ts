import type { OperationLine } from '../../api/types.ts'

export interface OperationFilter {
  readonly search: string
  readonly connector?: string | undefined
  readonly method?: string | undefined
  readonly tag?: string | undefined
}

export type ListRow =
  | { readonly kind: 'group'; readonly label: string; readonly count: number }
  | { readonly kind: 'operation'; readonly operation: OperationLine; readonly position: number }

interface Indexed {
  readonly operation: OperationLine
  readonly text: string
}

/** The text in which words are looked for, made once. */
export function indexOperations(operations: readonly OperationLine[]): readonly Indexed[] {
  return operations.map((operation) => ({
    operation,
    text: [
      operation.method,
      operation.path,
      operation.operationId,
      spaced(operation.operationId),
      operation.summary,
      operation.connector,
      ...operation.tags,
    ]
      .join(' ')
      .toLowerCase(),
  }))
}

/** createTimeEntry -> create time entry, so that `time entry` finds it. */
function spaced(operationId: string): string {
  return operationId.replace(/([a-z\d])([A-Z])/g, '$1 $2')
}

/** Those that hold every word, in the order of the document. */
export function searchOperations(
  index: readonly Indexed[],
  { search, connector, method, tag }: OperationFilter,
): readonly OperationLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return index
    .filter(
      ({ operation, text }) =>
        (!connector || operation.connector === connector) &&
        (!method || operation.method === method) &&
        (!tag || groupOf(operation) === tag) &&
        words.every((word) => text.includes(word)),
    )
    .map(({ operation }) => operation)
}

/** The operations under a head for each connector and tag; `position` counts operations only. */
export function groupOperations(operations: readonly OperationLine[]): readonly ListRow[] {
  const groups = new Map<string, OperationLine[]>()
  const isOneConnector = new Set(operations.map(({ connector }) => connector)).size <= 1
  for (const operation of operations) {
    const label = isOneConnector ? groupOf(operation) : `${operation.connector} · ${groupOf(operation)}`
    const group = groups.get(label)
    if (group) group.push(operation)
    else groups.set(label, [operation])
  }
  let position = 0
  return [...groups].flatMap(([label, group]): ListRow[] => [
    { kind: 'group', label, count: group.length },
    ...group.map((operation): ListRow => ({ kind: 'operation', operation, position: position++ })),
  ])
}

export function groupOf({ tags, path }: OperationLine): string {
  return tags[0] ?? path.split('/').find((part) => part !== '' && !/^v\d/.test(part)) ?? '/'
}

export function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort((a, b) => a.localeCompare(b))
}
