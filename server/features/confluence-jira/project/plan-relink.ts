import { findIssueMacros, type IssueReference } from '../pages/find-issue-macros.ts'
import type { StorageDocument } from '../pages/read-storage.ts'
import type { Splice } from '../pages/splice.ts'
import type { Chosen, NotChosen } from './choose-issue.ts'
import { keySplices } from './key-splices.ts'

export interface RelinkInput {
  /** Links into other Jiras are not looked at. */
  readonly jiraUrl?: string
  /** For each key that stands on the page. */
  readonly choices: ReadonlyMap<string, Chosen | NotChosen>
}

/** `plain-link`: people’s own link. `not-plain`: its key is not written out where it could be replaced. */
export type StayReason = NotChosen | 'plain-link' | 'not-plain'

export interface Relinked extends Chosen {
  readonly reference: IssueReference
}

export interface Staying {
  readonly reference: IssueReference
  readonly why: StayReason
}

export interface RelinkPlan {
  /** In order; all else on the page stays as it is. */
  readonly splices: readonly Splice[]
  /** In page order. */
  readonly references: readonly (Relinked | Staying)[]
}

/** Points the macros and smart links of a page at the issues that were chosen for theirs. */
export function planRelink(page: StorageDocument, { jiraUrl, choices }: RelinkInput): RelinkPlan {
  const splices = new Map<number, Splice>()
  const references = referencesOn(page, jiraUrl).map((reference): Relinked | Staying => {
    const choice = reference.kind === 'link' ? 'plain-link' : (choices.get(reference.key) ?? 'unknown')
    if (typeof choice === 'string') return { reference, why: choice }
    const changes = keySplices(page, reference, choice.key)
    for (const change of changes) splices.set(change.start, change)
    return changes.length === 0 ? { reference, why: 'not-plain' } : { reference, ...choice }
  })
  return { splices: [...splices.values()].toSorted((a, b) => a.start - b.start), references }
}

export function referencesOn(page: StorageDocument, jiraUrl: string | undefined): readonly IssueReference[] {
  return findIssueMacros(page, jiraUrl === undefined ? {} : { jiraUrl })
}
