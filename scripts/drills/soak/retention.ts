import { newId } from '../../../server/shared/ids.ts'
import { expectEqual, until } from '../support.ts'

/** One statement, as the owner of the database. */
export type Query = (text: string) => Promise<readonly Record<string, unknown>[]>

interface Kept {
  readonly table: string
  readonly column: string
  readonly days: number
  /** Further conditions of what is pruned at all. */
  readonly only?: string
}

const KEPT: readonly Kept[] = [
  { table: 'webhook_events', column: 'received_at', days: 30 },
  { table: 'webhook_deliveries', column: 'received_at', days: 30 },
  { table: 'api_calls', column: 'created_at', days: 30 },
  { table: 'api_drift', column: 'last_seen_at', days: 90 },
  { table: 'jobs', column: 'finished_at', days: 14, only: "state in ('done', 'failed', 'cancelled')" },
]
const PRUNES = [
  { name: 'webhooks.prune-events', each: 'workspace' },
  { name: 'studio.prune-calls', each: 'workspace' },
  { name: 'jobs.prune', each: 'platform' },
]
const PRUNED_WITHIN_MS = 120_000

const isOld = ({ column, days }: Kept): string => `${column} < now() - interval '${days} days'`

/** Everything that the retention counts becomes older than it; resolves to the number of rows. Never waits for a lock. */
export async function age(query: Query): Promise<number> {
  let aged = 0
  for (const kept of KEPT) {
    const { table, column, days, only = 'true' } = kept
    const rows = await query(`
      with taken as (select ctid from ${table} where ${only} and ${column} is not null and not (${isOld(kept)}) for update skip locked)
      update ${table} set ${column} = ${column} - interval '${days + 1} days' where ctid in (select ctid from taken) returning 1`)
    aged += rows.length
  }
  return aged
}

/** What the schedules do at night, now; resolves to the ids of the jobs. */
export async function beginPrunes(query: Query, workspaceId: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (const { name, each } of PRUNES) {
    const id = newId()
    const workspace = each === 'workspace' ? `'${workspaceId}'` : 'null'
    await query(`
      insert into jobs (id, workspace_id, name, payload, max_attempts, run_at, created_at)
      values ('${id}', ${workspace}, '${name}', '{}', 5, now(), now())`)
    ids.push(id)
  }
  return ids
}

export async function untilPruned(query: Query, ids: readonly string[]): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join(', ')
  await until('what is too old is deleted', PRUNED_WITHIN_MS, async () => {
    const [row] = await query(
      `select count(*)::int as done from jobs where id in (${list}) and state = 'done'`,
    )
    return row?.['done'] === ids.length
  })
}

export async function expectPruned(query: Query): Promise<void> {
  for (const kept of KEPT) {
    const [row] = await query(`select count(*)::int as old from ${kept.table} where ${isOld(kept)}`)
    expectEqual(`rows of ${kept.table} that are too old`, row?.['old'], 0)
  }
}

/** Of all tables with their indexes, in megabytes. */
export async function readSizeMb(query: Query): Promise<number> {
  const [row] = await query(`
    select sum(pg_total_relation_size(oid))::float8 / 1048576 as mb from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`)
  return Number(row?.['mb'])
}
