import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertReply } from '../../../server/features/clickup-tasks/auto-replies/reply.store.ts'
import { pruneHandler } from '../../../server/features/clickup-tasks/prune.ts'
import { insertRun, updateRun } from '../../../server/features/clickup-tasks/sync/sync-run.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aReply } from '../../attacks/support/keep-imports.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { ImportBench } from './imports/an-import.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const START = new Date('2026-03-09T08:00:00Z')
const dayAfter = (days: number): Date => new Date(START.getTime() + days * 86_400_000 + 1)

async function prune(scope: WorkspaceScope, now: Date): Promise<void> {
  const { db } = database
  await pruneHandler({ db, clock: { now: () => now, monotonicMs: () => 0 } }).run({
    jobId: 'job',
    scope,
    payload: {},
    attempt: 1,
    lastAttempt: false,
    signal: new AbortController().signal,
    reportProgress: async () => {},
  })
}

const kept = (scope: WorkspaceScope, table: 'clickupSyncRuns' | 'clickupImports' | 'clickupReplies') =>
  inWorkspace(database.db, scope, async (tx) => {
    const rows = await tx
      .selectFrom(table)
      .select('id')
      .where('workspaceId', '=', scope.workspaceId)
      .execute()
    return rows.map(({ id }) => id).toSorted()
  })

describe('what only tells of the past', () => {
  it('goes a month after a reading of the list, unless that is not over', async () => {
    const scope = await aWorkspace(database.db)
    const run = { listId: 'l1', trigger: 'manual', isFull: false, createdAt: START } as const
    await inWorkspace(database.db, scope, async (tx) => {
      await insertRun(tx, scope, { ...run, id: 'over' })
      await updateRun(tx, scope, { id: 'over', status: 'success', finishedAt: START })
      await insertRun(tx, scope, { ...run, id: 'under way' })
    })
    await prune(scope, dayAfter(29))
    expect(await kept(scope, 'clickupSyncRuns')).toEqual(['over', 'under way'])
    await prune(scope, dayAfter(30))
    expect(await kept(scope, 'clickupSyncRuns')).toEqual(['under way'])
  })

  it('goes three months after an import, with its tasks, unless that is not over', async () => {
    const scope = await aWorkspace(database.db)
    const bench = new ImportBench(database.db, scope, { run: async () => ({ outcome: 'succeeded' }) })
    bench.now = START
    const [over, underWay] = [await bench.plan(3), await bench.plan(3)]
    await bench.drive(over)
    await prune(scope, dayAfter(89))
    expect(await kept(scope, 'clickupImports')).toEqual([over, underWay].toSorted())
    await prune(scope, dayAfter(90))
    expect(await kept(scope, 'clickupImports')).toEqual([underWay])
    const items = await inWorkspace(database.db, scope, (tx) =>
      tx.selectFrom('clickupImportItems').select('importId').distinct().execute(),
    )
    expect(items).toEqual([{ importId: underWay }])
  })

  it('says of a reply that was on its way for a day what became of it', async () => {
    const scope = await aWorkspace(database.db)
    const said = () =>
      inWorkspace(database.db, scope, (tx) =>
        tx.selectFrom('clickupReplies').select(['id', 'status', 'error']).orderBy('id').execute(),
      )
    await inWorkspace(database.db, scope, async (tx) => {
      for (const status of ['sending', 'sent', 'waiting'] as const)
        await insertReply(tx, scope, { ...aReply(status, status), status, createdAt: START })
    })
    const before = await said()
    await prune(scope, new Date(dayAfter(1).getTime() - 60_000))
    expect(await said()).toEqual(before)
    await prune(scope, dayAfter(1))
    expect(await said()).toEqual([
      { id: 'sending', status: 'unknown', error: expect.stringContaining('not sent again') },
      { id: 'sent', status: 'sent', error: null },
      { id: 'waiting', status: 'skipped', error: expect.stringContaining('within a day') },
    ])
  })

  it('goes a year after a reply, unless its rule answers only once in a task', async () => {
    const scope = await aWorkspace(database.db)
    const reply = (id: string, how: Partial<ReturnType<typeof aReply>>) =>
      inWorkspace(database.db, scope, (tx) =>
        insertReply(tx, scope, { ...aReply(id, id), createdAt: START, ...how }),
      )
    await reply('often', {})
    await reply('once', { oncePerTask: true })
    await reply('once-in-vain', { oncePerTask: true, status: 'failed' })
    await prune(scope, dayAfter(365))
    expect(await kept(scope, 'clickupReplies')).toHaveLength(3)
    await prune(scope, dayAfter(366))
    expect(await kept(scope, 'clickupReplies')).toEqual(['once'])
  })
})
