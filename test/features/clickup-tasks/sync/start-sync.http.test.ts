import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readSyncRun, readSyncRuns } from '../../../../server/features/clickup-tasks/sync/read-runs.ts'
import { requestSync, startSync, syncJob } from '../../../../server/features/clickup-tasks/sync/start-sync.ts'
import { watchSyncs } from '../../../../server/features/clickup-tasks/sync/sync-jobs.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import {
  chooseList,
  startClickupGround,
  sync,
  work,
  type Choice,
  type ClickupGround,
} from '../clickup-ground.ts'

let ground: ClickupGround
let listId: string

beforeAll(async () => {
  ground = await startClickupGround()
  listId = [...ground.clickup.state.lists.keys()][0]!
})
afterEach(() => ground.setNow(undefined))
afterAll(() => ground.close())

const aList = async (choice: Choice = {}): Promise<WorkspaceScope> => {
  const scope = await ground.connected()
  await chooseList(ground, scope, { listId, ...choice })
  return scope
}
const request = (scope: WorkspaceScope) =>
  inWorkspace(ground.database.db, scope, (tx) =>
    requestSync(tx, scope, { trigger: 'webhook', now: ground.deps.clock.now(), delayMs: 3_000 }),
  )
const jobsOf = (scope: WorkspaceScope) =>
  inWorkspace(ground.database.db, scope, (tx) =>
    tx
      .selectFrom('jobs')
      .select(['payload', 'runAt'])
      .where('name', '=', syncJob.name)
      .orderBy('id')
      .execute(),
  )
const runs = async (scope: WorkspaceScope) =>
  (await readSyncRuns(ground.deps, scope, { limit: 100 })).items.map(({ trigger, status }) => [
    trigger,
    status,
  ])
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe('a sync that somebody asks for', () => {
  it('needs a connection and a list', async () => {
    const scope = await ground.connected()

    await expect(startSync(ground.deps, scope, { full: false })).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await request(scope)).toBeUndefined()
  })

  it('takes over the one that a webhook asked for and that has not begun', async () => {
    const scope = await aList()
    const asked = await request(scope)

    expect(await startSync(ground.deps, scope, { full: true })).toEqual(asked)
    await expect(startSync(ground.deps, scope, { full: true })).rejects.toMatchObject({ code: 'CONFLICT' })
    await work(ground, scope, asked!.syncRunId)
    expect(await readSyncRun(ground.deps, scope, { id: asked!.syncRunId })).toMatchObject({
      trigger: 'manual',
      isFull: true,
      status: 'success',
    })
  })
})

describe('a sync that webhooks ask for', () => {
  it('is one for all that ask before it begins, and another for those that ask afterwards', async () => {
    const scope = await aList()
    const asked = await Promise.all([1, 2, 3, 4].map(() => request(scope)))
    expect(new Set(asked.map((one) => one?.syncRunId)).size).toBe(1)
    expect(await jobsOf(scope)).toHaveLength(1)

    const id = asked[0]!.syncRunId
    const held = ground.clickup.holdNext(/task$/)
    const working = work(ground, scope, id)
    await held.asked
    const next = await request(scope)
    expect(next?.syncRunId).not.toBe(id)
    expect(await request(scope)).toEqual(next)
    // Its turn comes when the first is over.
    expect(await work(ground, scope, next!.syncRunId)).toMatchObject({ again: expect.any(Date) })
    held.release()
    await working
    ground.clickup.createTask({ listId, name: 'found by the second' })
    await work(ground, scope, next!.syncRunId)

    expect(await runs(scope)).toEqual([
      ['webhook', 'success'],
      ['webhook', 'success'],
    ])
  })

  it('leaves no trace when nothing was changed', async () => {
    const scope = await aList()
    await sync(ground, scope)
    const asked = await request(scope)
    await work(ground, scope, asked!.syncRunId)

    expect(await runs(scope)).toEqual([['manual', 'success']])
    expect(ground.published.at(-1)).toMatchObject({ id: asked!.syncRunId, status: 'success' })
  })
})

describe('a sync by the clock', () => {
  it('starts when the interval is over, and never beside another', async () => {
    const scope = await aList({ autoSync: true, syncIntervalMinutes: 30 })
    await watchSyncs(ground.deps, scope)
    await watchSyncs(ground.deps, scope)
    expect(await runs(scope)).toEqual([['schedule', 'running']])
    const [job] = await jobsOf(scope)
    await work(ground, scope, (job!.payload as { runId: string }).runId)

    ground.setNow(later(29))
    await watchSyncs(ground.deps, scope)
    expect(await runs(scope)).toHaveLength(1)
    ground.setNow(later(30))
    await watchSyncs(ground.deps, scope)
    expect(await runs(scope)).toEqual([
      ['schedule', 'running'],
      ['schedule', 'success'],
    ])
  })

  it('stays away where it is switched off', async () => {
    const scope = await aList({ autoSync: false })
    await watchSyncs(ground.deps, scope)

    expect(await runs(scope)).toEqual([])
  })

  it('ends runs that nobody works on, so that others can start', async () => {
    const scope = await aList()
    const { syncRunId: id } = await startSync(ground.deps, scope, { full: false })
    ground.setNow(later(5))
    await watchSyncs(ground.deps, scope)
    expect((await readSyncRun(ground.deps, scope, { id })).status).toBe('running')

    await inWorkspace(ground.database.db, scope, (tx) =>
      tx.updateTable('jobs').set({ state: 'cancelled' }).where('name', '=', syncJob.name).execute(),
    )
    await watchSyncs(ground.deps, scope)

    expect(await readSyncRun(ground.deps, scope, { id })).toMatchObject({ status: 'error' })
    expect((await sync(ground, scope)).status).toBe('success')
  })
})
