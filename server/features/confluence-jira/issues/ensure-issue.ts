import type { NewIssue } from '../../../connectors/jira/index.ts'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { isOutcomeUnknown, LookLater } from '../../../platform/outbound/index.ts'
import type { SyncContext } from '../runs/run-context.ts'
import { findTrace } from './find-trace.ts'
import {
  deleteSending,
  insertSending,
  updateTaskIssue,
  type TaskIssue,
  type TaskName,
} from './task-issue.store.ts'

export interface WantedIssue {
  readonly task: TaskName
  /** As it was read; when somebody else changes it meanwhile, nothing is made. */
  readonly known: TaskIssue | undefined
  /** What its description holds and nobody else's. */
  readonly trace: string
  /** Asked for only when there is no issue yet. */
  draft(): Promise<NewIssue>
}

export interface EnsuredIssue {
  readonly key: string
  /** This run has made it. */
  readonly isNew: boolean
}

// After the creation has left. The last one is later than any request of ours may take; Jira's search may lag behind by seconds.
const LOOKS_MS = [5_000, 30_000, 120_000] as const

/**
 * The task's issue, made when it has none. What leaves is stored before it leaves; where no answer came, its trace is looked for, and
 * only when that is not there after all the looks another one is made. Throws LookLater until that is known.
 */
export async function ensureIssue(context: SyncContext, wanted: WantedIssue): Promise<EnsuredIssue> {
  const { known } = wanted
  if (known?.status === 'sending') return settleSending(context, wanted, known)
  if (known !== undefined) {
    const key = await keyThatIsThere(context, known)
    if (key !== undefined) return adopt(context, known, key)
  }
  const issue = await wanted.draft()
  const at = context.deps.clock.now()
  const isOurs = await context.saveOne((tx) =>
    known === undefined
      ? insertSending(tx, context.scope, { ...wanted.task, runId: context.run.id, at })
      : updateTaskIssue(tx, context.scope, { expected: known, change: begun(context, at), at }),
  )
  if (!isOurs) throw new LookLater(new Date(at.getTime() + LOOKS_MS[0]))
  return send(context, { ...wanted, sentAt: at }, issue)
}

function begun({ run }: SyncContext, sentAt: Date) {
  return { status: 'sending', runId: run.id, sentAt, looks: 0, issueKey: null } as const
}

/** Under its new key where it was moved; undefined: it was deleted. */
async function keyThatIsThere({ jira }: SyncContext, { issueKey }: TaskIssue): Promise<string | undefined> {
  if (issueKey === null) return undefined
  return (await jira.readIssues([issueKey])).issues.get(issueKey)?.key
}

async function adopt(context: SyncContext, known: TaskIssue, key: string): Promise<EnsuredIssue> {
  const at = context.deps.clock.now()
  if (known.status !== 'made' || known.issueKey !== key)
    await context.save((tx) =>
      updateTaskIssue(tx, context.scope, { expected: known, change: { status: 'made', issueKey: key }, at }),
    )
  return { key, isNew: known.runId === context.run.id }
}

type Sent = WantedIssue & Pick<TaskIssue, 'sentAt'>

async function send(context: SyncContext, sent: Sent, issue: NewIssue): Promise<EnsuredIssue> {
  const expected = { ...sent.task, status: 'sending', sentAt: sent.sentAt } as const
  context.signal.throwIfAborted()
  try {
    const { key } = await context.jira.createIssue(issue)
    return await made(context, sent, key)
  } catch (error) {
    // An aborted request may have arrived.
    context.signal.throwIfAborted()
    if (!(error instanceof BudgetExhausted) && isOutcomeUnknown(error))
      throw new LookLater(new Date(sent.sentAt.getTime() + LOOKS_MS[0]))
    await context.save((tx) => deleteSending(tx, context.scope, expected))
    throw error
  }
}

async function made(context: SyncContext, sent: Sent, key: string): Promise<EnsuredIssue> {
  const at = context.deps.clock.now()
  const expected = { ...sent.task, status: 'sending', sentAt: sent.sentAt } as const
  await context.note((tx) =>
    updateTaskIssue(tx, context.scope, { expected, change: { status: 'made', issueKey: key }, at }),
  )
  return { key, isNew: true }
}

async function settleSending(
  context: SyncContext,
  wanted: WantedIssue,
  known: TaskIssue,
): Promise<EnsuredIssue> {
  const { clock } = context.deps
  const sent = { ...wanted, sentAt: known.sentAt }
  for (let { looks } = known; ; looks += 1) {
    const afterMs = LOOKS_MS[looks]
    if (afterMs === undefined) break
    const at = new Date(known.sentAt.getTime() + afterMs)
    if (at > clock.now()) throw new LookLater(at)
    const key = await findTrace(context, {
      trace: wanted.trace,
      issue: await wanted.draft(),
      sentAt: known.sentAt,
    })
    if (key !== undefined) return made(context, sent, key)
    await context.save((tx) =>
      updateTaskIssue(tx, context.scope, {
        expected: known,
        change: { looks: looks + 1 },
        at: clock.now(),
      }),
    )
  }
  const at = clock.now()
  const isOurs = await context.saveOne((tx) =>
    updateTaskIssue(tx, context.scope, { expected: known, change: begun(context, at), at }),
  )
  if (!isOurs) throw new LookLater(new Date(at.getTime() + LOOKS_MS[0]))
  return send(context, { ...wanted, sentAt: at }, await wanted.draft())
}
