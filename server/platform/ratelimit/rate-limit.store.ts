import { sql } from 'kysely'
import type { Db } from '../../storage/db.ts'
import { blockChannel } from './block-notice.ts'
import type { RateRow } from './rate-row.ts'
import { lineOf, type RateTarget } from './rate-target.ts'

/** The row, and the database's time when it was read. */
export interface RateReading {
  readonly row: RateRow
  readonly nowMs: number
}

interface StoredRow {
  nowMs: number
  nextAtMs: number
  blockedUntilMs: number | null
  refusals: number
  learnedPerHour: number | null
  learnedAtMs: number | null
  learnedUntilMs: number | null
  latestMinute: number
  used: number[]
  refused: number[]
  arrivals: number[]
}

const columns = sql`
  (extract(epoch from next_at) * 1000)::float8 as next_at_ms,
  (extract(epoch from blocked_until) * 1000)::float8 as blocked_until_ms,
  refusals, learned_per_hour,
  (extract(epoch from learned_at) * 1000)::float8 as learned_at_ms,
  (extract(epoch from learned_until) * 1000)::float8 as learned_until_ms,
  latest_minute, used, refused, arrivals`
const nowMs = sql`(extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`

/**
 * Locks the row until the transaction ends and reads the clock after that. The commit does not wait for the disk: a crash of the database
 * forgets less than a second of pacing.
 */
export async function lockRateRow(db: Db, target: RateTarget): Promise<RateReading | undefined> {
  if (target.bucket !== undefined) return lockBucketRow(db, target)
  const result = await sql<StoredRow>`/* prepared lock-rate-row */
    select locked.*, ${nowMs}, set_config('synchronous_commit', 'off', true)
    from (
      select ${columns} from rate_limits
      where workspace_id = ${target.workspaceId} and service = ${target.service} for no key update
    ) as locked`.execute(db)
  return toReading(result.rows[0])
}

/** The same; blocked for as long as all of the service is. */
async function lockBucketRow(db: Db, target: RateTarget): Promise<RateReading | undefined> {
  const result = await sql<StoredRow>`/* prepared lock-bucket-row */
    select locked.*, ${nowMs}, set_config('synchronous_commit', 'off', true),
      (extract(epoch from greatest(locked.own_blocked_until, whole.blocked_until)) * 1000)::float8 as blocked_until_ms
    from (
      select ${columns}, blocked_until as own_blocked_until from rate_limits
      where workspace_id = ${target.workspaceId} and service = ${lineOf(target)} for no key update
    ) as locked
    left join rate_limits as whole
      on whole.workspace_id = ${target.workspaceId} and whole.service = ${target.service}`.execute(db)
  return toReading(result.rows[0])
}

export async function findRateRow(db: Db, target: RateTarget): Promise<RateReading | undefined> {
  const result = await sql<StoredRow>`
    select ${columns}, ${nowMs} from rate_limits
    where workspace_id = ${target.workspaceId} and service = ${lineOf(target)}`.execute(db)
  return toReading(result.rows[0])
}

/** Inserts nothing where there is a row, or no such workspace. */
export async function insertRateRow(db: Db, target: RateTarget): Promise<void> {
  await sql`
    insert into rate_limits (workspace_id, service, next_at)
    select workspace_id, ${lineOf(target)}, clock_timestamp() from workspaces where workspace_id = ${target.workspaceId}
    on conflict do nothing`.execute(db)
}

export async function updateRateRow(db: Db, target: RateTarget, row: RateRow): Promise<void> {
  const { learned, hour } = row
  await sql`/* prepared update-rate-row */
    update rate_limits set
      next_at = ${at(row.nextAtMs)}, blocked_until = ${at(row.blockedUntilMs)}, refusals = ${row.refusals},
      learned_per_hour = ${learned?.perHour ?? null}, learned_at = ${at(learned?.atMs)}, learned_until = ${at(learned?.untilMs)},
      latest_minute = ${hour.latestMinute}, used = ${hour.used}, refused = ${hour.refused}, arrivals = ${row.arrivals}
    where workspace_id = ${target.workspaceId} and service = ${lineOf(target)}`.execute(db)
}

/** False while the row is blocked: a request that left before the block says nothing about it. */
export async function resetRefusals(db: Db, target: RateTarget): Promise<boolean> {
  const row = await db
    .updateTable('rateLimits')
    .set({ refusals: 0 })
    .where('workspaceId', '=', target.workspaceId)
    .where('service', '=', lineOf(target))
    .where('blockedUntil', '<', sql<Date>`clock_timestamp()`)
    .returning('workspaceId')
    .executeTakeFirst()
  return row !== undefined
}

/** Heard by every process when the transaction commits. */
export async function announceBlock(db: Db, notice: string): Promise<void> {
  await sql`select pg_notify(${blockChannel}, ${notice})`.execute(db)
}

function at(databaseMs: number | undefined) {
  return sql<Date | null>`to_timestamp(${databaseMs ?? null}::float8 / 1000)`
}

function toReading(stored: StoredRow | undefined): RateReading | undefined {
  if (stored === undefined) return undefined
  const { learnedPerHour, learnedAtMs, learnedUntilMs } = stored
  const isLearned = learnedPerHour !== null && learnedAtMs !== null && learnedUntilMs !== null
  return {
    nowMs: stored.nowMs,
    row: {
      nextAtMs: stored.nextAtMs,
      arrivals: stored.arrivals,
      blockedUntilMs: stored.blockedUntilMs ?? undefined,
      refusals: stored.refusals,
      learned: isLearned
        ? { perHour: learnedPerHour, atMs: learnedAtMs, untilMs: learnedUntilMs }
        : undefined,
      hour: { latestMinute: stored.latestMinute, used: stored.used, refused: stored.refused },
    },
  }
}
