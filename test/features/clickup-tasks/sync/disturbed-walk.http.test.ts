import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Task } from '../../../../server/sandbox/clickup/index.ts'
import {
  chooseList,
  expected,
  pathTo,
  startClickupGround,
  stored,
  sync,
  tasksOf,
  type ClickupGround,
} from '../clickup-ground.ts'

let ground: ClickupGround

beforeAll(async () => {
  ground = await startClickupGround({
    size: { spaces: 1, folders: 1, lists: 1, folderlessLists: 1, tasks: 10, comments: 0, attachments: 0 },
  })
})
afterEach(() => ground.clickup.clearFaults())
afterAll(async () => {
  const { complaints } = ground.clickup.requests
  await ground.close()
  expect(complaints).toEqual([])
})

const LISTS = /^GET \/v2\/list\/\d+\/task$/
const START = Date.parse('2026-01-01T00:00:00Z')

/** What somebody does in ClickUp; `pick` says with which task. */
const Change = fc.record({
  kind: fc.constantFrom('create', 'update', 'close', 'delete', 'move-in', 'move-out'),
  pick: fc.nat(10_000),
})
type Change = typeof Change extends fc.Arbitrary<infer T> ? T : never

/** Few moments for many tasks, so that some of them fill pages. */
const Scene = fc.record({
  tasks: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 0, maxLength: 420 }),
  crowd: fc.integer({ min: 0, max: 260 }),
  maxTasks: fc.constantFrom(0, 0, 7, 120),
  during: fc.array(fc.array(Change, { maxLength: 12 }), { maxLength: 8 }),
  between: fc.array(Change, { maxLength: 30 }),
})

function fill(spaceId: string, { tasks, crowd }: { tasks: readonly number[]; crowd: number }): string {
  const list = ground.clickup.createList({ spaceId, name: 'scene' })
  const moments = [...tasks, ...Array.from({ length: crowd }, () => 6)]
  for (const [index, moment] of moments.entries())
    ground.clickup.createTask({ listId: list.id, name: `task ${index}` }).updatedMs = START + moment * 60_000
  return list.id
}

function change(listId: string, outside: string, { kind, pick }: Change): Task | undefined {
  const { clickup } = ground
  const own = tasksOf(ground, listId)
  const task = own[pick % Math.max(1, own.length)]
  if (kind === 'create') return clickup.createTask({ listId, name: `made ${pick}` })
  if (kind === 'move-in')
    return clickup.moveTask({
      taskId: clickup.createTask({ listId: outside, name: `in ${pick}` }).id,
      listId,
    })
  if (task === undefined) return undefined
  if (kind === 'update') return clickup.updateTask(task.id, { name: `renamed ${pick}` })
  if (kind === 'close') return clickup.closeTask(task.id)
  if (kind === 'delete') return clickup.deleteTask(task.id)
  return clickup.moveTask({ taskId: task.id, listId: outside })
}

describe('a walk through a list that changes under it', () => {
  it(
    'misses no task that is there, and a quiet full one leaves exactly the list',
    { timeout: 240_000 },
    async () => {
      const [anyList, outside] = [...ground.clickup.state.lists.keys()] as [string, string]
      const { spaceId } = pathTo(ground.clickup, anyList)
      await fc.assert(
        fc.asyncProperty(Scene, async (scene) => {
          const listId = fill(spaceId, scene)
          const scope = await ground.connected()
          await chooseList(ground, scope, { listId, maxTasks: scene.maxTasks })
          const all = async (full: boolean): Promise<void> => {
            for (let run = await sync(ground, scope, { full }); run.moreToRead;)
              run = await sync(ground, scope)
          }

          // Each page waits for its changes, before it is answered.
          const waiting = [...scene.during]
          const onArrival = (): void => waiting.shift()?.forEach((one) => change(listId, outside, one))
          ground.clickup.failNext({ matching: LISTS, times: Infinity, onArrival })
          await all(false)
          ground.clickup.clearFaults()
          expect(await stored(ground, scope)).toEqual(expect.arrayContaining(expected(ground, listId)))

          for (const one of scene.between) change(listId, outside, one)
          await all(false)
          expect(await stored(ground, scope)).toEqual(expect.arrayContaining(expected(ground, listId)))

          await all(true)
          expect(await stored(ground, scope)).toEqual(expected(ground, listId))
          ground.clickup.deleteList(listId)
        }),
        { numRuns: 12 },
      )
    },
  )
})
