import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readTask } from '../../../../server/connectors/clickup/index.ts'
import { taskToStore } from '../../../../server/features/clickup-tasks/tasks/stored-task.ts'
import { storeTasks } from '../../../../server/features/clickup-tasks/tasks/task.store.ts'
import { signClickUpBody, type ClickUpSandbox } from '../../../../server/sandbox/clickup/index.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../../support/clickup-caller.ts'
import { startHearing } from './hearing-tasks.ts'

let clickup: ClickUpSandbox
let hearing: Awaited<ReturnType<typeof startHearing>>

beforeAll(async () => {
  clickup = await startSmallClickUp({
    webhooks: { retryDelayMs: 5, timeoutMs: 5_000 },
    quirks: { duplicateRate: 0.3, reorderBursts: true },
  })
  hearing = await startHearing(clickup)
  await hearing.choose()
  await hearing.atRest()
})
afterAll(async () => {
  await hearing.stop()
  await clickup.stop()
})
beforeEach(() => {
  hearing.asked.syncs = 0
  clickup.requests.clear()
})

/** As a sync does that reads the whole list now. */
async function keepList(): Promise<string[]> {
  const seenAt = new Date()
  const answer = await askClickUp(clickup, `GET /v2/list/${hearing.listId}/task?include_closed=true`)
  const tasks = itemsOf(answer, 'tasks').flatMap((task) => readTask(task) ?? [])
  await inWorkspace(hearing.db, hearing.scope, (tx) =>
    storeTasks(tx, hearing.scope, { tasks: tasks.map(taskToStore), seenAt }),
  )
  return tasks.map(({ id }) => id)
}

const kept = async (): Promise<string[]> => {
  const rows = await inWorkspace(hearing.db, hearing.scope, (tx) =>
    tx.selectFrom('clickupTasks').select('taskId').orderBy('taskId').execute(),
  )
  return rows.map(({ taskId }) => taskId)
}

async function delivered(): Promise<void> {
  await clickup.flush()
  await hearing.atRest()
}

const addTasks = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    clickup.createTask({ listId: hearing.listId, name: `task ${index}` }),
  ).map(({ id }) => id)

describe('what ClickUp tells of the chosen list', () => {
  it('has the list read when something changes, a few times for a thousand events, and asks ClickUp nothing itself', async () => {
    addTasks(340)
    await delivered()
    const events = await hearing.events()

    expect(events.length).toBeGreaterThanOrEqual(680)
    expect(events.filter(({ status }) => status !== 'done')).toEqual([])
    expect(hearing.asked.syncs).toBeGreaterThan(0)
    expect(hearing.asked.syncs).toBeLessThan(events.length / 8)
    expect(clickup.requests.matching(/^(GET|POST|PUT|DELETE) \/v2/)).toEqual([])
  })

  it('forgets a task that was deleted, however often and in whatever order that is told', async () => {
    const [gone, stays] = addTasks(2)
    await delivered()
    const before = await keepList()
    clickup.updateTask(gone!, { name: 'renamed' })
    clickup.deleteTask(gone!)
    await delivered()

    expect(before).toEqual(expect.arrayContaining([gone, stays]))
    expect(await kept()).toEqual(before.filter((id) => id !== gone).sort())
  })

  it('forgets a task that was moved to another list', async () => {
    const [moved] = addTasks(1)
    await delivered()
    const before = await keepList()
    const other = [...clickup.state.lists.keys()].find((id) => id !== hearing.listId)!
    const firstStatus = (listId: string): string => {
      const { statuses, spaceId } = clickup.state.lists.get(listId)!
      return (statuses ?? clickup.state.spaces.get(spaceId)!.statuses)[0]!.id
    }
    const move = (listId: string) =>
      clickup.moveTask({ taskId: moved!, listId, statusId: firstStatus(listId) })
    // ClickUp does not say whether the former list's webhook hears of it; here it does.
    const [hook] = clickup.state.webhooks.values()
    Object.assign(hook!, { listId: null })
    move(other)
    await delivered()
    const after = await kept()
    move(hearing.listId)
    await delivered()
    Object.assign(hook!, { listId: hearing.listId })

    expect(after).toEqual(before.filter((id) => id !== moved).sort())
    expect(hearing.asked.syncs).toBeGreaterThan(0)
  })

  it('goes on after the process was replaced, and loses nothing that came meanwhile', async () => {
    const [gone] = addTasks(1)
    await delivered()
    await keepList()
    const restarted = hearing.restart()
    clickup.deleteTask(gone!)
    await restarted
    await delivered()

    expect(await kept()).not.toContain(gone)
    expect(clickup.state.webhooks.size).toBe(1)
  })

  it('marks a body that names no task, and hears the others', async () => {
    const [hook] = clickup.state.webhooks.values()
    const statuses: number[] = []
    for (const body of ['{"event":"taskUpdated","task_id":7}', '{"event":"taskUpdated","task_id":"ok7"}']) {
      const headers = { 'x-signature': signClickUpBody(hook!.secret, body) }
      statuses.push((await fetch(hook!.endpoint, { method: 'POST', headers, body })).status)
    }
    await vi.waitUntil(async () => (await hearing.events()).every(({ status }) => status !== 'received'), {
      timeout: 20_000,
    })
    const [odd, good] = (await hearing.events()).slice(-2)

    expect(statuses).toEqual([200, 200])
    expect(odd).toMatchObject({ status: 'failed', error: expect.stringContaining('names no task') })
    expect(good).toMatchObject({ status: 'done', error: null })
    expect(hearing.asked.syncs).toBeGreaterThan(0)
  })
})
