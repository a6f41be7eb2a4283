import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { operationsQuery } from '../api/queries.ts'
import type { CallInput, Need, OperationDetail } from '../api/types.ts'
import { isArray, valueAt } from './json.ts'
import { pointerTo } from './shape.ts'

/** Where the ids of a place come from. */
export interface Supply {
  readonly collection: string
  /** Path of the value in the record. */
  readonly field: string
  readonly parent: string | undefined
  readonly parentId: string | undefined
}

const Supplies = createContext<ReadonlyMap<string, Supply>>(new Map())

/** Undefined for a place that no operation supplies. */
export function useSupply(pointer: string): Supply | undefined {
  return useContext(Supplies).get(pointer)
}

interface SuppliesProviderProps {
  readonly operation: OperationDetail
  readonly input: CallInput
  readonly children: ReactNode
}

/** Only the pickers are drawn again when the id changes that their records belong to. */
export function SuppliesProvider({ operation, input, children }: SuppliesProviderProps) {
  const { data } = useQuery(operationsQuery)
  const parents = JSON.stringify(operation.needs.map((need) => parentIdOf(need, input) ?? null))
  const supplies = useMemo(() => {
    const ids = JSON.parse(parents) as readonly (string | null)[]
    const paths = new Map(
      data
        ?.filter((line) => line.connector === operation.connector)
        .map((line) => [line.operationId, line.path]),
    )
    return new Map(
      operation.needs.flatMap((need, index) => {
        const collection = collectionOf(paths.get(need.operationId))
        const supply = {
          ...need,
          collection: collection ?? '',
          parent: need.parent,
          parentId: ids[index] ?? undefined,
        }
        return collection === undefined ? [] : [[pointerTo(need.in, need.name), supply] as const]
      }),
    )
  }, [operation, data, parents])
  return <Supplies value={supplies}>{children}</Supplies>
}

/** Records are kept under the last fixed segment of the path that lists them. */
function collectionOf(path: string | undefined): string | undefined {
  return path?.split('/').findLast((segment) => segment !== '' && !segment.includes('{'))
}

function parentIdOf(need: Need, input: CallInput): string | undefined {
  const { parent } = need
  if (parent === undefined) return undefined
  for (const part of [
    input[need.in === 'header' ? 'headers' : need.in],
    input.path,
    input.query,
    input.body,
  ]) {
    const value = valueAt(part, parent)
    const single = isArray(value) && value.length === 1 ? value[0] : value
    if (typeof single === 'string' && single !== '') return single
  }
  return undefined
}
