import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { Asked, ReplyDeps } from './reply-deps.ts'
import type { RuleReason } from './auto-reply.schemas.ts'
import { judgeRules, type Judged } from './choose-rule.ts'
import { silenceOf } from './dry-run.ts'
import type { CompiledRule } from './match-rule.ts'
import type { Happening } from './read-happening.ts'
import { insertReply, listLastAnswers, moveReply, type ReplyRow } from './reply.store.ts'
import { replyText, type ReplyNames } from './reply-text.ts'
import { lockRules } from './rule.store.ts'

const LATE_MS = 3_600_000
const LATE = 'The event came more than an hour late, so nobody waits for an answer any more.'
const SKIPPED = {
  late: LATE,
  'rule-gone': 'The rule was switched off or removed before the reply could be sent.',
} as const
const SILENT: Readonly<Partial<Record<RuleReason, string>>> = {
  'cooling-down': 'The rule has answered in this task a short while ago.',
  'once-per-task': 'The rule has answered in this task already.',
}

export function isLate({ clock }: Pick<ReplyDeps, 'clock'>, { at }: { readonly at: Date }): boolean {
  return clock.now().getTime() - at.getTime() > LATE_MS
}

interface Reservation {
  readonly asked: Asked
  readonly rules: readonly CompiledRule[]
}

/** The reply that is to be sent; undefined when none is: another has the event, or why is in the log. */
export async function reserveReply(
  deps: Pick<ReplyDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { asked, rules }: Reservation,
): Promise<ReplyRow | undefined> {
  const now = deps.clock.now()
  const { taskId } = asked.happening
  return inWorkspace(deps.db, scope, async (tx) => {
    await lockRules(tx, scope)
    const ruleIds = rules.map(({ rule }) => rule.id)
    const last = await listLastAnswers(tx, scope, { taskId, ruleIds })
    const judged = judgeRules(rules, asked, (rule) =>
      silenceOf(rule, now.getTime(), last.get(rule.id)?.getTime()),
    )
    const row = rowOf(asked, judged, { now, isTooLate: isLate(deps, asked.happening) })
    if (row === undefined) return undefined
    const stored = await insertReply(tx, scope, row)
    return stored?.status === 'waiting' ? stored : undefined
  })
}

interface Moment {
  readonly now: Date
  readonly isTooLate: boolean
}

function rowOf(
  asked: Asked,
  judged: readonly Judged[],
  { now, isTooLate }: Moment,
): Parameters<typeof insertReply>[2] | undefined {
  const chosen =
    judged.find(({ reason }) => reason === 'answers') ?? judged.find(({ reason }) => reason in SILENT)
  if (chosen === undefined) return undefined
  const { rule, reason } = chosen
  const { eventKey, taskId, comment } = asked.happening
  const error = isTooLate ? LATE : (SILENT[reason] ?? null)
  return {
    id: newId(),
    eventKey,
    taskId,
    commentId: comment?.id ?? null,
    ruleId: rule.id,
    ruleName: rule.name,
    text: replyText(rule.reply, namesIn(asked)),
    replyIn: comment === undefined ? 'comment' : rule.replyIn,
    status: error === null ? 'waiting' : 'skipped',
    error,
    oncePerTask: rule.oncePerTask,
    createdAt: now,
  }
}

function namesIn({ taskName, author }: Asked): ReplyNames {
  return { task: taskName, author: author?.name ?? '' }
}

/** One that could not be sent so far. */
export async function skipReply(
  { db }: Pick<ReplyDeps, 'db'>,
  scope: WorkspaceScope,
  { id, why }: Pick<ReplyRow, 'id'> & { readonly why: keyof typeof SKIPPED },
): Promise<void> {
  await inWorkspace(db, scope, (tx) =>
    moveReply(tx, scope, { id, from: ['waiting'], to: 'skipped', error: SKIPPED[why] }),
  )
}

/** A new task that nobody reads any more for it. */
export async function logLate(
  { db, clock }: Pick<ReplyDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { eventKey, taskId, comment }: Happening,
): Promise<void> {
  const none = { ruleId: null, ruleName: '', text: '', replyIn: 'comment', oncePerTask: false } as const
  const row = { id: newId(), eventKey, taskId, commentId: comment?.id ?? null, createdAt: clock.now() }
  await inWorkspace(db, scope, (tx) =>
    insertReply(tx, scope, { ...none, ...row, status: 'skipped', error: LATE }),
  )
}
