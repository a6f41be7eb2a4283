import { PermanentJobError, type JobHandler } from '../../../server/platform/jobs/index.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import type { Mortal } from '../../support/mortal.ts'
import type { passingTime } from '../../support/passing-time.ts'

export interface TestProcess {
  readonly life: Mortal
  readonly handlers: readonly JobHandler[]
}

interface Runner {
  readonly db: Db
  readonly scope: WorkspaceScope
  readonly time: ReturnType<typeof passingTime>
  readonly processes: readonly TestProcess[]
  /** Which process takes the job. */
  readonly choose: (job: string) => TestProcess
}

interface Waiting {
  readonly id: string
  readonly name: string
  readonly payload: unknown
  readonly maxAttempts: number
}

const BACKOFF_MS = 2_000
const MOST_TURNS = 600

/** Runs this workspace's jobs as workers would, many at once, until none is left. What a killed process had begins again. */
export function jobRunner({ db, scope, time, processes, choose }: Runner) {
  const attempts = new Map<string, number>()
  const dueAt = new Map<string, Date>()

  const waiting = (): Promise<Waiting[]> =>
    inWorkspace(db, scope, (tx) =>
      tx
        .selectFrom('jobs')
        .select(['id', 'name', 'payload', 'maxAttempts'])
        .where('workspaceId', '=', scope.workspaceId)
        .where('state', '=', 'ready')
        .where('name', 'like', 'task-upsert.%')
        .orderBy('priority', 'desc')
        .orderBy('id')
        .execute(),
    )
  const end = (id: string, state: 'done' | 'failed') =>
    inWorkspace(db, scope, (tx) =>
      tx
        .updateTable('jobs')
        .set({ state })
        .where('workspaceId', '=', scope.workspaceId)
        .where('id', '=', id)
        .execute(),
    )
  const failures: unknown[] = []

  async function run(job: Waiting): Promise<void> {
    const { life, handlers } = choose(job.id)
    const handler = handlers.find(({ definition }) => definition.name === job.name)
    if (handler === undefined) return
    const attempt = (attempts.get(job.id) ?? 0) + 1
    try {
      const result = await handler.run({
        jobId: job.id,
        scope: systemScope(scope.workspaceId, job.name),
        payload: job.payload,
        attempt,
        lastAttempt: attempt >= job.maxAttempts,
        signal: new AbortController().signal,
        reportProgress: async () => {},
      })
      if (result === undefined) await end(job.id, 'done')
      else dueAt.set(job.id, result.again)
    } catch (error) {
      // The lease of a dead process's job runs out.
      if (life.isDead()) return void dueAt.set(job.id, new Date(time.clock.now().getTime() + 20_000))
      failures.push(error)
      attempts.set(job.id, attempt)
      if (error instanceof PermanentJobError || attempt >= job.maxAttempts)
        return void (await end(job.id, 'failed'))
      dueAt.set(job.id, new Date(time.clock.now().getTime() + BACKOFF_MS * 2 ** (attempt - 1)))
    }
  }

  /** False: nothing is left. */
  async function turn(): Promise<boolean> {
    const jobs = (await waiting()).filter(({ name }) =>
      processes[0]?.handlers.some(({ definition }) => definition.name === name),
    )
    if (jobs.length === 0) return false
    const dueOf = ({ id }: Waiting): number => dueAt.get(id)?.getTime() ?? 0
    const soonest = Math.min(...jobs.map(dueOf))
    if (soonest > time.clock.now().getTime()) time.until(new Date(soonest))
    const due = jobs.filter((job) => dueOf(job) <= time.clock.now().getTime())
    await Promise.all(due.map(run))
    for (const { life } of processes) if (life.isDead()) life.reborn()
    return true
  }

  return {
    failures,
    turn,
    settle: async (): Promise<void> => {
      for (let turns = 0; turns < MOST_TURNS; turns += 1) if (!(await turn())) return
      throw new Error('the jobs do not come to rest')
    },
  }
}
