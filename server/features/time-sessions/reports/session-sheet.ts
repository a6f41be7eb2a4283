import type { Cell, Column, Row } from '../../../platform/xlsx/index.ts'
import { isZone } from '../time-zone.ts'
import { zoneClock, type ZoneClock } from '../zone-clock.ts'
import { approvedOf, type SessionPart } from './report-parts.ts'
import type { ReportContext } from './report-context.ts'
import type { ReportSession } from './report-session.store.ts'
import { isCounted, lengthOf } from './report-totals.ts'
import type { ColumnName, Remark } from './texts/wording.ts'

const HOUR_MS = 3_600_000

// In the order of the cells below.
const COLUMNS: readonly (readonly [ColumnName, Column['kind'], number])[] = [
  ['person', 'text', 24],
  ['email', 'text', 26],
  ['day', 'day', 12],
  ['week', 'day', 12],
  ['project', 'text', 24],
  ['task', 'text', 20],
  ['description', 'text', 36],
  ['startUtc', 'moment', 19],
  ['endUtc', 'moment', 19],
  ['startLocal', 'moment', 19],
  ['endLocal', 'moment', 19],
  ['zone', 'text', 20],
  ['duration', 'duration', 12],
  ['hours', 'decimal', 11],
  ['approvedStart', 'moment', 19],
  ['approvedEnd', 'moment', 19],
  ['approvedDuration', 'duration', 12],
  ['approvedHours', 'decimal', 11],
  ['status', 'text', 14],
  ['counted', 'text', 10],
  ['running', 'text', 10],
  ['overtime', 'text', 10],
  ['billable', 'text', 10],
  ['edits', 'integer', 8],
  ['part', 'text', 8],
  ['remark', 'text', 26],
  ['note', 'text', 30],
  ['id', 'text', 28],
  ['externalId', 'text', 26],
]

export function sessionColumns({ texts }: ReportContext): readonly Column[] {
  return COLUMNS.map(([name, kind, width]) => ({ heading: texts.columns[name], kind, width }))
}

/** One row for what of a session is on one day. */
export function sessionRow(context: ReportContext, session: ReportSession, part: SessionPart): Row {
  const remark = remarkOf(session, part)
  return [
    session.personName,
    session.personEmail,
    part.day,
    context.weekOf(part.day),
    session.projectName ?? session.projectId,
    session.taskName,
    session.description,
    ...workedCells(clockOf(session, context.clock), part),
    ...approvedCells(part),
    context.texts.statuses[session.status],
    isCounted(session) && part.worked !== undefined,
    session.running,
    session.overtime,
    session.billable,
    session.edits,
    part.name,
    remark === undefined ? null : context.texts.remarks[remark],
    session.note,
    session.id,
    session.externalId,
  ]
}

/** Start and end in UTC and by the clock, the clock's zone, how long. */
function workedCells(clock: ZoneClock, { worked }: SessionPart): readonly Cell[] {
  if (worked === undefined) return [null, null, null, null, clock.zone, null, null]
  const { fromMs, toMs } = worked
  if (toMs === undefined) return [fromMs, null, clock.localMs(fromMs), null, clock.zone, null, null]
  const length = lengthOf(worked)
  return [fromMs, toMs, clock.localMs(fromMs), clock.localMs(toMs), clock.zone, length, length / HOUR_MS]
}

function approvedCells({ approved }: SessionPart): readonly Cell[] {
  if (approved === undefined) return [null, null, null, null]
  const length = lengthOf(approved)
  return [approved.fromMs, approved.toMs, length, length / HOUR_MS]
}

function clockOf({ timeZone }: ReportSession, otherwise: ZoneClock): ZoneClock {
  return timeZone !== null && isZone(timeZone) ? zoneClock(timeZone) : otherwise
}

function remarkOf(session: ReportSession, { worked }: SessionPart): Remark | undefined {
  if (session.endedAt === null) return 'open'
  if (session.endedAt < session.startedAt) return 'backwards'
  if (session.status === 'rejected') return 'rejected'
  if (session.endedAt.getTime() === session.startedAt.getTime()) return 'empty'
  return worked === undefined && approvedOf(session) !== undefined ? 'approvedOnly' : undefined
}
