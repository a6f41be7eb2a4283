import type { Change } from '../audit/audit-chain.ts'
import type { SessionChange } from '../sessions/session-change.ts'
import type { SessionRow } from '../sessions/session.store.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'

/** What the settings name receivers for. */
export type Occasion = keyof TimeSessionSettings['mails']

export type Told = Exclude<Occasion, 'decided'> | 'restored' | 'approved' | 'rejected'

/** What looks wrong and can be said for sure. */
export type Wrong =
  | { readonly kind: 'ends-before-start' | 'zero-length' }
  | { readonly kind: 'overlaps'; readonly startedAt: Date; readonly endedAt: Date }

export interface News {
  readonly told: Told
  readonly occasion: Occasion
  readonly wrong: readonly Wrong[]
}

/** A change as the audit log has it. */
export interface MadeChange extends SessionChange {
  readonly entryId: string
  readonly fields: readonly Change[]
}

/** Fields of the log that a mail shows; the others follow from them. */
export const SHOWN = [
  'description',
  'projectName',
  'taskName',
  'startedAt',
  'endedAt',
  'timeZone',
  'billable',
  'status',
  'note',
] as const
const IS_SHOWN: ReadonlySet<string> = new Set(SHOWN)

/** What a change has to tell people: seldom more than one thing. */
export function newsOf(change: MadeChange): readonly News[] {
  const { before, after } = change
  const told = toldOf(change)
  const wrong = isWrong(before) === isWrong(after) ? undefined : isWrong(after)
  return [
    ...(told === undefined ? [] : [newsAbout(told)]),
    ...(after.overtime && before?.overtime !== true ? [newsAbout('overtime')] : []),
    ...(wrong === undefined ? [] : [newsAbout('problem', [{ kind: wrong }])]),
  ]
}

export function newsAbout(told: Told, wrong: readonly Wrong[] = []): News {
  return { told, occasion: OCCASIONS[told], wrong }
}

const OCCASIONS: Readonly<Record<Told, Occasion>> = {
  started: 'started',
  stopped: 'stopped',
  edited: 'edited',
  deleted: 'deleted',
  restored: 'deleted',
  added: 'added',
  overtime: 'overtime',
  approved: 'decided',
  rejected: 'decided',
  problem: 'problem',
}

const BY_ACTION: Readonly<Record<string, Told | undefined>> = {
  'session.approved': 'approved',
  'session.rejected': 'rejected',
  // The mark itself tells it.
  'session.overtime': undefined,
}

/** By what became of the session; by what was done where that does not show. */
function toldOf({ before, after, because, fields }: MadeChange): Told | undefined {
  const { action } = because
  if (action in BY_ACTION) return BY_ACTION[action]
  if (after.status === 'deleted') return before?.status === 'deleted' ? undefined : 'deleted'
  if (before?.status === 'deleted') return 'restored'
  if (before === undefined) return firstTold(after, action)
  return before.running && !after.running ? 'stopped' : editTold(fields)
}

function firstTold({ running }: SessionRow, action: string): Told {
  if (action === 'session.added' || action === 'session.split') return 'added'
  return running ? 'started' : 'stopped'
}

function editTold(fields: MadeChange['fields']): Told | undefined {
  return fields.some(({ field }) => IS_SHOWN.has(field)) ? 'edited' : undefined
}

function isWrong(session: SessionRow | undefined): 'ends-before-start' | 'zero-length' | undefined {
  if (session === undefined || session.status === 'deleted' || session.durationSeconds === null)
    return undefined
  if (session.durationSeconds < 0) return 'ends-before-start'
  return session.durationSeconds === 0 ? 'zero-length' : undefined
}
