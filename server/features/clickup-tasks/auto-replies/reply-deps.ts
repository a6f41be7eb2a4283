import type { ClickupTaskDeps } from '../deps.ts'
import type { Heard } from './match-rule.ts'
import type { Happening } from './read-happening.ts'

export type ReplyDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup'>

/** What is to be answered, with all that a reply may name. */
export interface Asked extends Heard {
  readonly happening: Happening
  readonly taskName: string
  readonly author: { readonly id: string; readonly name: string } | null
}
