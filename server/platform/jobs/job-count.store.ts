import { sql } from 'kysely'
import type { Db } from '../../storage/db.ts'

export interface JobCount {
  readonly job: string
  /** `delayed`: ready, but only at a later time. */
  readonly state: 'ready' | 'delayed' | 'running'
  readonly count: number
  /** How long the oldest of them has been due; 0 where none is. */
  readonly oldestSeconds: number
}

/** The live jobs of all workspaces by name and state. Only under asSystem. */
export async function countJobs(db: Db): Promise<JobCount[]> {
  const result = await sql<JobCount>`
    select name as job,
      case when state = 'running' then 'running' when run_at <= now() then 'ready' else 'delayed' end as state,
      count(*) as count,
      greatest(0, extract(epoch from now() - min(run_at)))::float8 as oldest_seconds
    from jobs where state in ('ready', 'running') group by 1, 2`.execute(db)
  return result.rows
}

/** What the live jobs of that name last said of their progress; null where they have not yet. Only under asSystem. */
export async function listLiveProgress(db: Db, name: string): Promise<unknown[]> {
  const rows = await db
    .selectFrom('jobs')
    .select('progress')
    .where('name', '=', name)
    .where('state', 'in', ['ready', 'running'])
    .execute()
  return rows.map(({ progress }) => progress)
}
