import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { weekOf } from '../overtime/overtime.store.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'

/** Days of a zone, the last one included. */
export interface DayRange extends Pick<TimeSessionSettings, 'weekStart'> {
  readonly from: string
  readonly to: string
  readonly zone: string
  readonly now: Date
}

/** Each session cut at the ends of the zone's days, what runs counted until now: person_id, project_id, project_name, billable, day, seconds. */
function piecesOf(scope: WorkspaceScope, { from, to, zone, now }: DayRange): RawBuilder<unknown> {
  const end = sql`coalesce(s.ended_at, ${now}::timestamptz)`
  return sql`(
    select s.person_id, s.project_id, s.project_name, s.billable, d.day::date as day,
      extract(epoch from least(${end}, (d.day + interval '1 day') at time zone ${zone})
        - greatest(s.started_at, d.day at time zone ${zone}))::float8 as seconds
    from time_sessions s
    cross join lateral generate_series(date_trunc('day', greatest(s.started_at at time zone ${zone}, ${from}::timestamp)),
      least(${end} at time zone ${zone}, ${to}::timestamp), interval '1 day') as d(day)
    where s.workspace_id = ${scope.workspaceId} and s.status <> 'deleted'
      and s.started_at > ${from}::timestamp at time zone ${zone} - interval '31 days'
      and s.started_at < (${to}::timestamp + interval '1 day') at time zone ${zone}
      and ${end} > greatest(s.started_at, ${from}::timestamp at time zone ${zone}))`
}

export interface HoursRow {
  readonly key: string | null
  readonly name: string | null
  readonly seconds: number
  readonly billableSeconds: number
}

export type Grouping = 'person' | 'project' | 'day' | 'week'

/** Most hours first; days and weeks in their order. */
export async function listHours(
  db: Db,
  scope: WorkspaceScope,
  { by, ...range }: DayRange & { readonly by: Grouping },
): Promise<HoursRow[]> {
  const { key, name, order } = groupingsOf(range)[by]
  const { rows } = await sql<HoursRow>`
    select ${key} as key, ${name} as name, sum(x.seconds)::float8 as seconds,
      coalesce(sum(x.seconds) filter (where x.billable), 0)::float8 as "billableSeconds"
    from ${piecesOf(scope, range)} x join people p on p.workspace_id = ${scope.workspaceId} and p.id = x.person_id
    group by 1 order by ${order} limit 1000`.execute(db)
  return rows
}

function groupingsOf(
  range: DayRange,
): Readonly<Record<Grouping, Readonly<Record<'key' | 'name' | 'order', RawBuilder<unknown>>>>> {
  const longest = sql`seconds desc, key`
  return {
    person: { key: sql`x.person_id`, name: sql`max(p.name)`, order: longest },
    project: { key: sql`x.project_id`, name: sql`max(x.project_name)`, order: longest },
    day: { key: sql`to_char(x.day, 'YYYY-MM-DD')`, name: sql`null`, order: sql`key` },
    week: {
      key: sql`to_char(${weekOf(sql`x.day`, range)}, 'YYYY-MM-DD')`,
      name: sql`null`,
      order: sql`key`,
    },
  }
}

export interface Limits {
  readonly overtimeHours: number | null
  readonly dailyHours: number | null
  readonly weeklyHours: number | null
}

export interface OverLimit {
  readonly personId: string
  readonly name: string
  readonly sessions: number
  readonly sessionSeconds: number
  readonly days: number
  readonly daySeconds: number
  readonly weeks: number
  readonly weekSeconds: number
}

/** How often, and by how much in all, people were over these limits; those who never were are left out. Null: not asked. */
export async function listOverLimits(
  db: Db,
  scope: WorkspaceScope,
  { limits, ...range }: DayRange & { readonly limits: Limits },
): Promise<OverLimit[]> {
  const { zone, now } = range
  const { rows } = await sql<OverLimit>`
    with pieces as materialized (select * from ${piecesOf(scope, range)} x),
    found as (
      select s.person_id, 'session' as kind,
        ${over(sql`extract(epoch from coalesce(s.ended_at, ${now}::timestamptz) - s.started_at)::float8`, limits.overtimeHours)} as seconds
      from time_sessions s
      where s.workspace_id = ${scope.workspaceId} and s.status <> 'deleted'
        and s.started_at >= ${range.from}::timestamp at time zone ${zone}
        and s.started_at < (${range.to}::timestamp + interval '1 day') at time zone ${zone}
      union all
      select person_id, 'day', ${over(sql`sum(seconds)`, limits.dailyHours)} from pieces group by person_id, day
      union all
      select person_id, 'week', ${over(sql`sum(seconds)`, limits.weeklyHours)} from pieces x
        group by person_id, ${weekOf(sql`x.day`, range)})
    select f.person_id as "personId", p.name,
      ${countOf('session')} as sessions, ${sumOf('session')} as "sessionSeconds",
      ${countOf('day')} as days, ${sumOf('day')} as "daySeconds",
      ${countOf('week')} as weeks, ${sumOf('week')} as "weekSeconds"
    from found f join people p on p.workspace_id = ${scope.workspaceId} and p.id = f.person_id
    where f.seconds > 0
    group by f.person_id, p.name order by p.name, f.person_id limit 1000`.execute(db)
  return rows
}

function over(seconds: RawBuilder<unknown>, hours: number | null): RawBuilder<unknown> {
  return sql`greatest(0, ${seconds} - coalesce(${hours}::float8, 'infinity') * 3600)`
}

function countOf(kind: string): RawBuilder<number> {
  return sql<number>`(count(*) filter (where f.kind = ${kind}))::integer`
}

function sumOf(kind: string): RawBuilder<number> {
  return sql<number>`coalesce(sum(f.seconds) filter (where f.kind = ${kind}), 0)::float8`
}
