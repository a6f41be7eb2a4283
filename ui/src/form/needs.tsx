import { createContext, useContext, useMemo, type ReactNode } from 'react'
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
  const parents = JSON.stringify(operation.needs.map((need) => parentIdOf(need, input) ?? null))
  const supplies = useMemo(() => {
    const ids = JSON.parse(parents) as readonly (string | null)[]
    return new Map(
      operation.needs.flatMap((need, index) => {
        const { collection, field, parent } = need
        if (collection === undefined) return []
        const supply = { collection, field, parent, parentId: ids[index] ?? undefined }
        return [[pointerTo(need.in, need.name), supply] as const]
      }),
    )
  }, [operation, parents])
  return <Supplies value={supplies}>{children}</Supplies>
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
