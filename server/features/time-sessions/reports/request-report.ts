import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError, notFound, type Violation } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import { dayOfMs, daysBetween, type CalendarDay, type WeekStart } from '../calendar-day.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findPerson } from '../people/person.store.ts'
import { findSettings } from '../settings/change-settings.ts'
import { zoneClock } from '../zone-clock.ts'
import { makeReportJob } from './make-report.ts'
import { pastPeriod, periodOf, type Period } from './report-period.ts'
import type { NewReportBody } from './report.schemas.ts'
import { insertReports } from './report.store.ts'

// Somebody waits for it.
const PRIORITY = 10
const MOST_DAYS = 3_660

/** Each time it is asked for, a new one. */
export async function requestReport(
  { db, clock }: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  input: NewReportBody,
): Promise<{ readonly reportId: string }> {
  checkFields(input)
  const createdAt = clock.now()
  const { kind, personId = null, email = null } = input
  return inWorkspace(db, scope, async (tx) => {
    const { reportZone: zone, weekStart } = await findSettings(tx, scope)
    if (personId !== null && (await findPerson(tx, scope, personId)) === undefined)
      throw notFound('person', personId)
    const today = dayOfMs(zoneClock(zone).localMs(createdAt.getTime()))
    const { from, to } = wantedPeriod(input, { today, weekStart })
    const id = newId()
    const days = { fromDay: from, toDay: to, zone }
    const requestedBy = JSON.stringify(actorOf(scope))
    await insertReports(tx, scope, [
      { id, kind, personId, email, ...days, periodKey: null, requestedBy, createdAt },
    ])
    await enqueueJob(tx, scope, {
      definition: makeReportJob,
      payload: { reportId: id },
      priority: PRIORITY,
    })
    return { reportId: id }
  })
}

interface Today {
  readonly today: CalendarDay
  readonly weekStart: WeekStart
}

function wantedPeriod({ kind, from, to, month, year }: NewReportBody, { today, weekStart }: Today): Period {
  if (kind === 'custom' && from !== undefined && to !== undefined) return { from, to }
  if (kind === 'monthly')
    return month === undefined || year === undefined
      ? pastPeriod(kind, today, weekStart)
      : periodOf(kind, `${year}-${String(month).padStart(2, '0')}-01`, weekStart)
  return from === undefined ? pastPeriod('weekly', today, weekStart) : periodOf('weekly', from, weekStart)
}

type Field = 'from' | 'to' | 'month' | 'year'

const TAKES: Readonly<Record<NewReportBody['kind'], readonly Field[]>> = {
  weekly: ['from'],
  monthly: ['month', 'year'],
  custom: ['from', 'to'],
}

function checkFields(input: NewReportBody): void {
  const { kind, from, to, month, year } = input
  const given = (['from', 'to', 'month', 'year'] as const).filter((field) => input[field] !== undefined)
  const violations = given
    .filter((field) => !TAKES[kind].includes(field))
    .map((field) => wrong(field, `is not for a ${kind} report`))
  if (kind === 'custom') violations.push(...missing(input, ['from', 'to']))
  if (kind === 'monthly' && (month === undefined) !== (year === undefined))
    violations.push(...missing(input, ['month', 'year']))
  if (kind === 'custom' && from !== undefined && to !== undefined) violations.push(...orderOf(from, to))
  if (violations.length > 0)
    throw new AppError('INVALID', 'This is no period that can be reported.', { violations })
}

function missing(input: NewReportBody, fields: readonly Field[]): readonly Violation[] {
  return fields.filter((field) => input[field] === undefined).map((field) => wrong(field, 'is missing'))
}

function orderOf(from: CalendarDay, to: CalendarDay): readonly Violation[] {
  if (from > to) return [wrong('to', 'is before from')]
  return daysBetween(from, to) > MOST_DAYS ? [wrong('to', 'is more than ten years after from')] : []
}

function wrong(field: Field, message: string): Violation {
  return { in: 'body', pointer: `/${field}`, message }
}
