import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { SessionRow } from '../sessions/session.store.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'

type Limits = Pick<TimeSessionSettings, 'overtimeHours'> & { readonly now: Date }

/** Sessions that run longer than their limit and are not marked yet. */
export async function listUnmarked(
  db: Db,
  scope: WorkspaceScope,
  { overtimeHours, now }: Limits,
): Promise<SessionRow[]> {
  return db
    .selectFrom('timeSessions as s')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspaceId', '=', 's.workspaceId').onRef('p.id', '=', 's.personId'),
    )
    .selectAll('s')
    .where('s.workspaceId', '=', scope.workspaceId)
    .where('s.running', '=', true)
    .where('s.overtime', '=', false)
    .where(
      sql<boolean>`s.started_at < ${now}::timestamptz - coalesce(p.overtime_hours, ${overtimeHours}) * interval '1 hour'`,
    )
    .orderBy('s.startedAt')
    .execute()
}

export interface PersonTime {
  readonly personId: string
  readonly day: string
  readonly daySeconds: number
  readonly week: string
  readonly weekSeconds: number
}

interface PeriodsNow extends Pick<TimeSessionSettings, 'reportZone' | 'weekStart'> {
  readonly now: Date
}

/** What people have worked today and this week so far, what runs counted until now; by our ids. */
export async function listTimesNow(
  db: Db,
  scope: WorkspaceScope,
  periods: PeriodsNow,
): Promise<PersonTime[]> {
  const { reportZone: zone, now } = periods
  const { rows } = await sql<PersonTime>`
    with borders as (
      select day, week, day::timestamp at time zone ${zone} as day_start,
        (day + 1)::timestamp at time zone ${zone} as day_end,
        week::timestamp at time zone ${zone} as week_start,
        (week + 7)::timestamp at time zone ${zone} as week_end
      from (select (${now}::timestamptz at time zone ${zone})::date as day) today,
        lateral (select ${weekOf(sql`day`, periods)} as week) weeks)
    select s.person_id as "personId", to_char(b.day, 'YYYY-MM-DD') as day, to_char(b.week, 'YYYY-MM-DD') as week,
      coalesce(sum(extract(epoch from least(coalesce(s.ended_at, ${now}), b.day_end)
        - greatest(s.started_at, b.day_start))) filter (
          where coalesce(s.ended_at, ${now}) > b.day_start and s.started_at < b.day_end), 0)::float8 as "daySeconds",
      sum(extract(epoch from least(coalesce(s.ended_at, ${now}), b.week_end)
        - greatest(s.started_at, b.week_start)))::float8 as "weekSeconds"
    from borders b, time_sessions s
    where s.workspace_id = ${scope.workspaceId} and s.status <> 'deleted'
      and s.started_at > b.week_start - interval '31 days' and s.started_at < ${now}
      and coalesce(s.ended_at, ${now}) > greatest(s.started_at, b.week_start)
    group by s.person_id, b.day, b.week`.execute(db)
  return rows
}

const BEFORE_MONDAY: Readonly<Record<TimeSessionSettings['weekStart'], number>> = {
  monday: 0,
  sunday: 1,
  saturday: 2,
}

/** First day of the week that a date is in. */
export function weekOf(
  date: RawBuilder<unknown>,
  { weekStart }: Pick<TimeSessionSettings, 'weekStart'>,
): RawBuilder<Date> {
  const days = sql.lit(BEFORE_MONDAY[weekStart])
  return sql<Date>`(date_trunc('week', (${date} + ${days})::timestamp)::date - ${days})`
}

export interface OvertimeAlert {
  readonly personId: string
  readonly period: 'day' | 'week'
  readonly startsOn: string
  readonly limitHours: number
}

/** Those that nobody has noticed before. */
export async function insertAlerts(
  db: Db,
  scope: WorkspaceScope,
  { alerts, noticedAt }: { readonly alerts: readonly OvertimeAlert[]; readonly noticedAt: Date },
): Promise<Pick<OvertimeAlert, 'personId' | 'period'>[]> {
  return db
    .insertInto('overtimeAlerts')
    .values(alerts.map((alert) => ({ workspaceId: scope.workspaceId, noticedAt, ...alert })))
    .onConflict((conflict) => conflict.doNothing())
    .returning(['personId', 'period'])
    .execute()
}

interface NamedLimit {
  readonly name: string
  readonly overtimeHours: number | null
}

/** By our ids. */
export async function listLimitsOf(
  db: Db,
  scope: WorkspaceScope,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, NamedLimit>> {
  const people = await db
    .selectFrom('people')
    .select(['id', 'name', 'overtimeHours'])
    .where('workspaceId', '=', scope.workspaceId)
    .where(sql<boolean>`id = any(${[...new Set(personIds)]}::text[])`)
    .execute()
  return new Map(people.map(({ id, ...limit }) => [id, limit]))
}
