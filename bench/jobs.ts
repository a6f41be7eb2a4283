import { EventEmitter, once } from 'node:events'
import { Type } from 'typebox'
import { defineJob, enqueueJob, enqueueJobs, handleJob, Worker } from '../server/platform/jobs/index.ts'
import { systemClock } from '../server/shared/clock.ts'
import { systemScope } from '../server/shared/scope.ts'
import { inWorkspace } from '../server/storage/db.ts'
import type { DatabaseHandle } from '../server/storage/database.ts'
import { percentile } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import type { DatabaseKind } from './support/databases.ts'
import { makeWorkspace, openDatabase, quiet } from './support/open-database.ts'

const JOBS = 20_000
const PICK_UPS = 300

const definition = defineJob({ name: 'bench.do-nothing', payload: Type.Object({ n: Type.Integer() }) })

export const jobs: Benchmark = {
  name: 'jobs',
  about: 'trivial jobs of one process: how many a second, and how long until a new one begins',
  run: async () => [
    ...(await measure('PostgreSQL', { perSecond: 4_000 })),
    ...(await measure('embedded', { perSecond: 2_500 })),
  ],
}

async function measure(kind: DatabaseKind, { perSecond }: { perSecond: number }): Promise<readonly Figure[]> {
  const opened = await openDatabase(kind)
  const { database } = opened
  const scope = systemScope('bench', 'bench')
  await makeWorkspace(database.db, scope.workspaceId)
  try {
    return [
      { name: `${kind}: jobs`, value: await rateOf(database, scope), unit: '/s', atLeast: perSecond },
      {
        name: `${kind}: p99 until a new job begins`,
        value: await pickUpOf(database, scope),
        unit: 'ms',
        atMost: 50,
      },
    ]
  } finally {
    await database.close()
    await opened.drop()
  }
}

type Scope = ReturnType<typeof systemScope>

/** All are there before the worker begins. */
async function rateOf(database: DatabaseHandle, scope: Scope): Promise<number> {
  for (let n = 0; n < JOBS; n += 1_000)
    await inWorkspace(database.db, scope, (tx) =>
      enqueueJobs(
        tx,
        scope,
        Array.from({ length: 1_000 }, (_, index) => ({ definition, payload: { n: n + index } })),
      ),
    )
  let left = JOBS
  const runs = new EventEmitter()
  const allRun = once(runs, 'all')
  const worker = workerOf(database, () => {
    left -= 1
    if (left === 0) runs.emit('all')
  })
  const startedAt = performance.now()
  await worker.start()
  await allRun
  await worker.stop()
  return JOBS / ((performance.now() - startedAt) / 1_000)
}

/** One at a time, while nothing else is to be done. */
async function pickUpOf(database: DatabaseHandle, scope: Scope): Promise<number> {
  const runs = new EventEmitter()
  const worker = workerOf(database, () => runs.emit('one'))
  await worker.start()
  const waits: number[] = []
  for (let n = 0; n < PICK_UPS; n += 1) {
    const started = once(runs, 'one')
    await inWorkspace(database.db, scope, (tx) => enqueueJob(tx, scope, { definition, payload: { n } }))
    const storedAt = performance.now()
    await started
    waits.push(performance.now() - storedAt)
  }
  await worker.stop()
  return percentile(
    waits.toSorted((a, b) => a - b),
    0.99,
  )
}

function workerOf(database: DatabaseHandle, onRun: () => unknown): Worker {
  const handlers = [handleJob(definition, async () => void onRun())]
  return new Worker({ database, clock: systemClock, log: quiet, handlers })
}
