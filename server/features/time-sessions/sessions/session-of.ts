import { newId } from '../../../shared/ids.ts'
import type { Folded } from '../events/fold-facts.ts'
import type { SessionRow } from './session.store.ts'

interface Settled {
  readonly folded: Omit<Folded, 'isUnsure'>
  readonly personId: string
  /** Null for one that Clockify knows nothing of. */
  readonly externalId: string | null
  /** Undefined for one that is new. */
  readonly before: SessionRow | undefined
  readonly overtimeHours: number
  readonly at: Date
}

/** The session that belongs to what was said of an entry; what people have decided of it stays. */
export function sessionOf(settled: Settled): SessionRow {
  const { folded, personId, externalId, before, at } = settled
  const { entry, isRunning, edits } = folded
  const startedAt = new Date(entry.startedAt)
  const endedAt = entry.endedAt === null ? null : new Date(entry.endedAt)
  const decided = before ?? UNDECIDED
  return {
    id: before?.id ?? newId(),
    externalId,
    personId,
    description: entry.description,
    projectId: entry.projectId,
    projectName: entry.projectName,
    taskId: entry.taskId,
    taskName: entry.taskName,
    billable: entry.billable,
    startedAt,
    endedAt,
    durationSeconds: endedAt === null ? null : Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000),
    timeZone: entry.timeZone,
    offsetStart: entry.offsetStart,
    offsetEnd: entry.offsetEnd,
    running: isRunning && !folded.isDeleted,
    overtime: isOvertime(settled, { startedAt, endedAt }),
    status: statusOf(folded, decided),
    edits,
    note: decided.note,
    approvedStartedAt: decided.approvedStartedAt,
    approvedEndedAt: decided.approvedEndedAt,
    approvedSeconds: decided.approvedSeconds,
    decision: decided.decision,
    decidedEdits: decided.decidedEdits,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
}

type Decided = Pick<
  SessionRow,
  'note' | 'approvedStartedAt' | 'approvedEndedAt' | 'approvedSeconds' | 'decision' | 'decidedEdits'
>

const UNDECIDED: Decided = {
  note: null,
  approvedStartedAt: null,
  approvedEndedAt: null,
  approvedSeconds: null,
  decision: null,
  decidedEdits: null,
}

/** Who runs over the limit is marked while it runs; the end settles it. Another limit does not judge anew what is over. */
function isOvertime(
  { before, overtimeHours }: Settled,
  { startedAt, endedAt }: Pick<SessionRow, 'startedAt' | 'endedAt'>,
): boolean {
  const isAsBefore =
    before?.startedAt.getTime() === startedAt.getTime() && before.endedAt?.getTime() === endedAt?.getTime()
  if (isAsBefore) return before.overtime
  return endedAt !== null && endedAt.getTime() - startedAt.getTime() > overtimeHours * 3_600_000
}

/** An edit after the end is reviewed; a decision holds for the edits that it knew. */
function statusOf(folded: Settled['folded'], decided: Decided): SessionRow['status'] {
  if (folded.isDeleted) return 'deleted'
  if (folded.isRunning) return 'open'
  if (folded.editsAfterwards > (decided.decidedEdits ?? 0)) return 'under-review'
  return decided.decision ?? 'closed'
}
