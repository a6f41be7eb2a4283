import { sql } from 'kysely'
import pg from 'pg'
import { inWorkspace, type Db } from '../../server/storage/db.ts'

export interface ManySessions {
  readonly workspaceId: string
  readonly count: number
  readonly people: number
  /** The first one starts here, and they are spread evenly until the end. */
  readonly from: string
  readonly to: string
}

/** Sessions of 1 to 8 hours with projects, tasks and notes; a few run, over their time, under review, approved or deleted. */
export async function insertManySessions(db: Db, sessions: ManySessions): Promise<void> {
  const { workspaceId, people } = sessions
  await inWorkspace(db, { workspaceId }, (tx) =>
    sql`
      insert into people (workspace_id, id, external_id, name, email, hours_per_month, created_at, updated_at)
      select ${workspaceId}, 'p' || n, 'u' || n, 'Person ' || n, 'person' || n || '@example.com', 160, now(), now()
      from generate_series(0, ${sql.lit(people - 1)}) n`.execute(tx),
  )
  for (let first = 0; first < sessions.count; first += CHUNK) await insertChunk(db, sessions, first)
}

// A statement may not take longer than the server allows.
const CHUNK = 50_000

async function insertChunk(db: Db, sessions: ManySessions, first: number): Promise<void> {
  const { workspaceId, people, count, from, to } = sessions
  const last = Math.min(count, first + CHUNK) - 1
  await inWorkspace(db, { workspaceId }, (tx) =>
    sql`
      insert into time_sessions (workspace_id, id, external_id, person_id, description, project_id, project_name, task_id,
        task_name, billable, started_at, ended_at, duration_seconds, time_zone, running, overtime, status, edits, note,
        approved_started_at, approved_ended_at, approved_seconds, decision, decided_edits, created_at, updated_at)
      select ${workspaceId}, 's' || lpad(n::text, 9, '0'), 'e' || n, 'p' || n % ${sql.lit(people)},
        'Worked on thing number ' || n % 5000 || ' for the client',
        'pr' || n % 200, 'Project ' || n % 200, 't' || n % 1000, 'Task ' || n % 1000, n % 3 > 0,
        start, case when n % 10007 > 0 then start + seconds end, case when n % 10007 > 0 then extract(epoch from seconds) end,
        (array['Europe/Madrid', 'America/New_York', 'Australia/Lord_Howe'])[1 + n % 3],
        n % 10007 = 0, n % 1000 = 0, state, n % 4, case when n % 50 = 0 then 'seen by the coordinator' end,
        case when state = 'approved' then start end, case when state = 'approved' then start + seconds end,
        case when state = 'approved' then extract(epoch from seconds) end,
        case when state in ('approved', 'rejected') then state end, case when state in ('approved', 'rejected') then n % 4 end,
        start, start
      from (
        select n, make_interval(secs => 3600 + n::bigint * 7919 % 25200) as seconds,
          date_trunc('second', ${from}::timestamptz + (${to}::timestamptz - ${from}::timestamptz) * (n::float8 / ${sql.lit(count)})) as start,
          case when n % 10007 = 0 then 'open' when n % 997 = 0 then 'deleted' when n % 499 = 0 then 'under-review'
            when n % 491 = 0 then 'rejected' when n % 101 = 0 then 'approved' else 'closed' end as state
        from generate_series(${sql.lit(first)}::int, ${sql.lit(last)}::int) n
      ) made`.execute(tx),
  )
}

/** As the server's own statistics would soon be. */
export async function analyze(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query('analyze people, time_sessions')
  await owner.end()
}
