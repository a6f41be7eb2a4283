import { useCallback, useSyncExternalStore } from 'react'
import type { CallInput } from '../../api/types.ts'

/** What was typed, by operation, for as long as the page lives: going elsewhere and back loses nothing. */
const drafts = new Map<string, CallInput>()
const watchers = new Set<() => void>()

export function useDraft(key: string): readonly [CallInput | undefined, (next: CallInput) => void] {
  const draft = useSyncExternalStore(
    (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    () => drafts.get(key),
  )
  const change = useCallback((next: CallInput) => setDraft(key, next), [key])
  return [draft, change]
}

export function setDraft(key: string, next: CallInput): void {
  drafts.set(key, next)
  for (const changed of watchers) changed()
}

export function draftKey({
  connector,
  operationId,
}: {
  readonly connector: string
  readonly operationId: string
}): string {
  return `${connector}/${operationId}`
}
