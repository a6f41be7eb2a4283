import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { changeSettings } from '../../../../server/features/clickup-tasks/settings/change-settings.ts'
import { readSyncRun } from '../../../../server/features/clickup-tasks/sync/read-runs.ts'
import { startSync } from '../../../../server/features/clickup-tasks/sync/start-sync.ts'
import { clearTasks } from '../../../../server/features/clickup-tasks/tasks/forget-tasks.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import {
  chooseList,
  expected,
  pathTo,
  startClickupGround,
  stored,
  sync,
  tasksOf,
  work,
  type Choice,
  type ClickupGround,
} from '../clickup-ground.ts'

let ground: ClickupGround
let listId: string
let otherListId: string

beforeAll(async () => {
  // Half of them in a folder's list, half in one without a folder.
  ground = await startClickupGround({
    size: { spaces: 1, folders: 1, lists: 1, folderlessLists: 1, tasks: 900, comments: 10, attachments: 0 },
  })
  ;[listId, otherListId] = [...ground.clickup.state.lists.keys()] as [string, string]
})
afterEach(() => {
  ground.clickup.clearFaults()
  ground.setNow(undefined)
})
afterAll(async () => {
  const { complaints } = ground.clickup.requests
  await ground.close()
  expect(complaints).toEqual([])
})

const LISTS = /^GET \/v2\/list\/\d+\/task$/
const aList = async (choice: Choice = {}): Promise<WorkspaceScope> => {
  const scope = await ground.connected()
  await chooseList(ground, scope, { listId, ...choice })
  return scope
}
const requestsOf = async (run: () => Promise<unknown>): Promise<number> => {
  const before = ground.clickup.requests.matching(LISTS).length
  await run()
  return ground.clickup.requests.matching(LISTS).length - before
}
const oldest = () => tasksOf(ground, listId).sort((a, b) => a.updatedMs - b.updatedMs)

describe('a sync', () => {
  it('keeps the whole list, and costs one request when nothing has changed', async () => {
    const scope = await aList()
    const first = await sync(ground, scope)
    const count = tasksOf(ground, listId).length

    expect(first).toMatchObject({ status: 'success', processed: count, created: count, removed: 0 })
    // One more look for what changed meanwhile, and the last task of each page once more.
    expect(first.requests).toBeLessThanOrEqual(Math.ceil(count / 99) + 1)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))

    expect(await requestsOf(() => sync(ground, scope))).toBe(1)
  })

  it('finds what was made, changed, closed and deleted since', async () => {
    const scope = await aList()
    await sync(ground, scope)
    const made = ground.clickup.createTask({ listId, name: 'نيا مهام 🚀' })
    const [changed, closed, deleted] = oldest().filter(({ closedMs }) => closedMs === null)
    ground.clickup.updateTask(changed!.id, { name: 'renamed' })
    ground.clickup.closeTask(closed!.id)
    ground.clickup.deleteTask(deleted!.id)

    const next = await sync(ground, scope)
    expect(next).toMatchObject({ created: 1, updated: 2, removed: 0, requests: 1 })
    expect(await stored(ground, scope)).toContain(`${made.id}: نيا مهام 🚀 (${made.updatedMs})`)

    const full = await sync(ground, scope, { full: true })
    expect(full).toMatchObject({ status: 'success', created: 0, updated: 0 })
    expect(full.removed).toBeGreaterThanOrEqual(1)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })

  it('takes so many tasks and goes on with the next, whatever the number', async () => {
    for (const maxTasks of [1, 130, 210]) {
      const scope = await ground.connected()
      // No test changes this one.
      await chooseList(ground, scope, { listId: otherListId, maxTasks })
      const runs = [await sync(ground, scope), await sync(ground, scope)]

      expect(runs.map(({ processed, moreToRead }) => [processed, moreToRead])).toEqual([
        [maxTasks, true],
        [maxTasks, true],
      ])
      expect(await stored(ground, scope)).toHaveLength(2 * maxTasks)
    }
  })

  it('goes through tasks of one moment, however many, with the smallest maximum too', async () => {
    const at = new Date('2026-01-02T03:04:05.678Z').getTime()
    const list = ground.clickup.createList({
      spaceId: pathTo(ground.clickup, listId).spaceId,
      name: 'moment',
    })
    for (let index = 0; index < 250; index += 1)
      ground.clickup.createTask({ listId: list.id, name: `${index}` }).updatedMs = at
    for (const maxTasks of [0, 1]) {
      const scope = await ground.connected()
      await chooseList(ground, scope, { listId: list.id, maxTasks })
      let run = await sync(ground, scope)
      while (run.moreToRead) run = await sync(ground, scope)

      expect(await stored(ground, scope)).toEqual(expected(ground, list.id))
      expect(await requestsOf(() => sync(ground, scope))).toBe(1)
    }
  })

  it('removes what the choice leaves out, as soon as it is closed or made a part', async () => {
    const scope = await aList({ includeClosed: false, includeSubtasks: false })
    await sync(ground, scope)
    const kept = tasksOf(ground, listId).filter(
      ({ closedMs, parentId }) => closedMs === null && parentId === null,
    )
    expect(await stored(ground, scope)).toHaveLength(kept.length)
    ground.clickup.closeTask(kept[0]!.id)
    ground.clickup.updateTask(kept[1]!.id, { parentId: kept[2]!.id })

    expect(await sync(ground, scope)).toMatchObject({ removed: 2, status: 'success' })
    expect(await stored(ground, scope)).toHaveLength(kept.length - 2)
  })

  it('walks the list again for another choice and after a day', async () => {
    const scope = await aList({ includeClosed: false })
    await sync(ground, scope)
    await changeSettings(ground.deps, scope, { includeClosed: true })
    await sync(ground, scope)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))

    ground.clickup.deleteTask(oldest()[0]!.id)
    expect((await sync(ground, scope)).removed).toBe(0)
    ground.setNow(new Date(Date.now() + 86_400_000))
    expect((await sync(ground, scope)).removed).toBeGreaterThanOrEqual(1)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })

  it('counts a full walk that takes many runs, and removes only at its end', async () => {
    const scope = await aList({ maxTasks: 200 })
    let run = await sync(ground, scope)
    while (run.moreToRead) run = await sync(ground, scope)
    const gone = oldest().find(({ parentId }) => parentId !== null)!
    ground.clickup.deleteTask(gone.id)

    run = await sync(ground, scope, { full: true })
    expect(run).toMatchObject({ moreToRead: true, removed: 0 })
    while (run.moreToRead) run = await sync(ground, scope)
    expect(run.removed).toBe(1)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })
})

describe('a sync that is disturbed', () => {
  it('goes on at the page where its process died', async () => {
    const scope = await aList()
    const { syncRunId: id } = await startSync(ground.deps, scope, { full: false })
    const process = new AbortController()
    const held = ground.clickup.holdNext(LISTS)
    const first = work(ground, scope, { runId: id, signal: process.signal })
    await held.asked
    // The second page is on its way when the process dies.
    const second = ground.clickup.holdNext(LISTS)
    held.release()
    await second.asked
    process.abort(new Error('the process stops'))
    await expect(first).rejects.toThrow('the process stops')
    second.release()
    const before = await readSyncRun(ground.deps, scope, { id })
    expect(before).toMatchObject({ status: 'running', requests: 1, processed: 100 })

    await work(ground, scope, id)
    const after = await readSyncRun(ground.deps, scope, { id })
    expect(after.status).toBe('success')
    // Whoever takes over looks at the changes first.
    expect(after.requests).toBeLessThanOrEqual(Math.ceil(tasksOf(ground, listId).length / 99) + 2)
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })

  it('leaves nothing of a list behind when another is chosen or the cache is cleared meanwhile', async () => {
    for (const end of ['choose', 'clear'] as const) {
      const scope = await aList()
      const { syncRunId: id } = await startSync(ground.deps, scope, { full: false })
      const held = ground.clickup.holdNext(LISTS)
      const working = work(ground, scope, id)
      await held.asked
      if (end === 'clear') await clearTasks(ground.deps, scope)
      else await changeSettings(ground.deps, scope, pathTo(ground.clickup, otherListId))
      held.release()
      await working

      const run = await readSyncRun(ground.deps, scope, { id })
      expect(run).toMatchObject({ status: 'error' })
      expect(run.error).toMatch(end === 'clear' ? /cleared/ : /Another list/)
      expect(await stored(ground, scope)).toEqual([])
      expect((await sync(ground, scope)).status).toBe('success')
      const now = end === 'clear' ? listId : otherListId
      expect(await stored(ground, scope)).toEqual(expected(ground, now))
    }
  })

  it('is one at a time, for two processes too', async () => {
    const scope = await aList()
    const asked = await Promise.allSettled(
      [1, 2, 3].map(() => startSync(ground.deps, scope, { full: false })),
    )
    const started = asked.filter((one) => one.status === 'fulfilled').map(({ value }) => value.syncRunId)
    const refused = asked.filter((one) => one.status === 'rejected')
    expect(started).toHaveLength(1)
    for (const { reason } of refused) {
      expect(reason).toMatchObject({ code: 'CONFLICT' })
      expect(String(reason)).toContain(started[0])
    }

    await Promise.all([1, 2].map(() => work(ground, scope, started[0]!)))
    expect(await readSyncRun(ground.deps, scope, { id: started[0]! })).toMatchObject({ status: 'success' })
    expect(await stored(ground, scope)).toEqual(expected(ground, listId))
  })
})
