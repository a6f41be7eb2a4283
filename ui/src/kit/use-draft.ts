import { useState } from 'react'
import { useLeaveQuestion } from './use-leave-question.ts'

/** Outside of the component: what somebody has typed is there again when the form is opened again. */
export interface DraftPlace<T> {
  kept: T | undefined
}

export interface Draft<T> {
  readonly typed: T
  readonly changed: readonly string[]
  readonly set: (part: Partial<T>) => void
  readonly discard: () => void
}

interface DraftOf<T> {
  readonly place: DraftPlace<T>
  readonly saved: T
  /** The names of what differs. */
  readonly changedParts: (typed: T, saved: T) => readonly string[]
}

/** What is typed until it is saved or discarded; leaving the page with some of it is asked about by the browser. */
export function useDraft<T extends object>({ place, saved, changedParts }: DraftOf<T>): Draft<T> {
  const [draft, setDraft] = useState(place.kept)
  const typed = draft ?? saved
  const changed = changedParts(typed, saved)
  const change = (next: T | undefined): void => {
    place.kept = next
    setDraft(next)
  }
  useLeaveQuestion(changed.length > 0)
  return {
    typed,
    changed,
    set: (part) => change({ ...typed, ...part }),
    discard: () => change(undefined),
  }
}

/** For settings that are texts, numbers and switches. */
export function changedNames<T extends object>(typed: T, saved: T): readonly string[] {
  return (Object.keys(typed) as (keyof T & string)[]).filter((name) => typed[name] !== saved[name])
}
