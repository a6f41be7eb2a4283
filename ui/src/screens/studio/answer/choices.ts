import { useState } from 'react'
import type { OperationLine } from '../../../api/types.ts'
import type { Sort } from './table/shown-rows.ts'

export type TabId = 'table' | 'tree' | 'raw' | 'file' | 'headers' | 'timing' | 'request'

/** How somebody wants the answers of one operation to be shown. */
export interface Choices {
  readonly tab?: TabId
  readonly filter: string
  readonly sort?: Sort | undefined
  readonly hidden: ReadonlySet<string>
}

const DEFAULTS: Choices = { filter: '', hidden: new Set() }
const kept = new Map<string, Choices>()

/** Kept while the page lives: the next answer of the operation is shown in the same way. */
export function useChoices({ connector, operationId }: OperationLine) {
  const key = `${connector}/${operationId}`
  const [, setChosen] = useState(kept.get(key))
  function choose(change: Partial<Choices>): void {
    const next = { ...(kept.get(key) ?? DEFAULTS), ...change }
    kept.set(key, next)
    setChosen(next)
  }
  return [kept.get(key) ?? DEFAULTS, choose] as const
}
