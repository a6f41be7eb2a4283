import type { CalendarDay } from '../calendar-day.ts'
import type { SessionPart } from './report-parts.ts'
import type { ReportSession } from './report-session.store.ts'

/** What was added up: times in milliseconds, and in how many sessions. */
export interface Tally {
  sessions: number
  workedMs: number
  approvedMs: number
  rejectedMs: number
  overtime: number
  open: number
  underReview: number
  rejected: number
  backwards: number
}

interface ProjectTally {
  /** As it was called last; null for sessions without a project. */
  readonly name: string | null
  readonly tally: Tally
}

/** Grows with days, people and projects, not with sessions. */
export interface Totals {
  readonly all: Tally
  readonly byDay: Map<CalendarDay, Tally>
  readonly byWeek: Map<CalendarDay, Tally>
  readonly byProject: Map<string, ProjectTally>
  readonly byPerson: Map<string, Tally>
  deleted: number
  /** Of people who are switched off. */
  leftOut: number
}

export function newTotals(): Totals {
  return {
    all: newTally(),
    byDay: new Map(),
    byWeek: new Map(),
    byProject: new Map(),
    byPerson: new Map(),
    deleted: 0,
    leftOut: 0,
  }
}

export function newTally(): Tally {
  return {
    sessions: 0,
    workedMs: 0,
    approvedMs: 0,
    rejectedMs: 0,
    overtime: 0,
    open: 0,
    underReview: 0,
    rejected: 0,
    backwards: 0,
  }
}

/** Whether its worked time counts: everything but what runs, is rejected or deleted. */
export function isCounted({ status, endedAt }: Pick<ReportSession, 'status' | 'endedAt'>): boolean {
  return endedAt !== null && status !== 'rejected' && status !== 'deleted'
}

/** A session counts once in each day, week, project and person that it is in; its times where they are. */
export function addSession(
  totals: Totals,
  { session, parts }: { readonly session: ReportSession; readonly parts: readonly SessionPart[] },
  weekOf: (day: CalendarDay) => CalendarDay,
): void {
  const whole = [totals.all, personOf(totals, session), projectOf(totals, session)]
  for (const tally of whole) countSession(tally, session)
  let lastWeek = ''
  for (const part of parts) {
    const week = weekOf(part.day)
    const [byDay, byWeek] = [tallyOf(totals.byDay, part.day), tallyOf(totals.byWeek, week)]
    countSession(byDay, session)
    if (week !== lastWeek) countSession(byWeek, session)
    lastWeek = week
    for (const tally of [...whole, byDay, byWeek]) addTimes(tally, session, part)
  }
}

function tallyOf(map: Map<string, Tally>, key: string): Tally {
  const known = map.get(key)
  if (known !== undefined) return known
  const tally = newTally()
  map.set(key, tally)
  return tally
}

function personOf(totals: Totals, { personId }: ReportSession): Tally {
  return tallyOf(totals.byPerson, personId)
}

function projectOf({ byProject }: Totals, { projectId, projectName }: ReportSession): Tally {
  const key = projectId ?? ''
  const known = byProject.get(key)
  if (known !== undefined && (known.name === projectName || projectName === null)) return known.tally
  const named = { name: projectName ?? projectId, tally: known?.tally ?? newTally() }
  byProject.set(key, named)
  return named.tally
}

function countSession(tally: Tally, { status, overtime, startedAt, endedAt }: ReportSession): void {
  tally.sessions += 1
  if (overtime) tally.overtime += 1
  if (endedAt === null) tally.open += 1
  else if (endedAt < startedAt) tally.backwards += 1
  if (status === 'under-review') tally.underReview += 1
  if (status === 'rejected') tally.rejected += 1
}

function addTimes(tally: Tally, session: ReportSession, { worked, approved }: SessionPart): void {
  const workedMs = lengthOf(worked)
  if (session.status === 'rejected') tally.rejectedMs += workedMs
  else tally.workedMs += workedMs
  tally.approvedMs += lengthOf(approved)
}

/** One that ends before it begins has none. */
export function lengthOf(
  part: { readonly fromMs: number; readonly toMs: number | undefined } | undefined,
): number {
  if (part?.toMs === undefined) return 0
  return Math.max(0, part.toMs - part.fromMs)
}
