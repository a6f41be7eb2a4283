import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hearGone } from '../../../../server/features/task-upsert/tasks/hear-gone.ts'
import { raiseWanted } from '../../../../server/features/task-upsert/tasks/push.store.ts'
import { readPush } from '../../../../server/features/task-upsert/tasks/read-push.ts'
import type { UpsertResult } from '../../../../server/features/task-upsert/tasks/upsert.schemas.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aPushWorld, type PushWorld } from '../a-push.ts'

let world: PushWorld
beforeAll(async () => {
  world = await aPushWorld()
})
afterAll(() => world.close())
beforeEach(() => world.freshList())

async function resultsOf(pushed: ReturnType<PushWorld['push']>): Promise<readonly UpsertResult[]> {
  const results = await pushed
  if (results instanceof Error) throw results
  return results
}

const outcomesOf = (results: readonly UpsertResult[]) => results.map(({ outcome }) => outcome)

describe('equal pushes at once over two processes', () => {
  it('make one task, and one of them says that it made it', async () => {
    const pushes = Array.from({ length: 24 }, (_, index) =>
      resultsOf(world.push([{ internalId: 'A' }], world.processes[index % 2])),
    )
    const outcomes = (await Promise.all(pushes)).flatMap(outcomesOf)

    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(23)
    expect(world.tasks()).toHaveLength(1)
  })

  it('of overlapping batches make one task for each internal id, in whatever order', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => ({ internalId: `N-${index}` }))
    const batches = [ids, ids.toReversed(), ids.slice(4), ids.slice(0, 8).toReversed()]
    const outcomes = await Promise.all(
      batches.map(async (batch, index) =>
        outcomesOf(await resultsOf(world.push(batch, world.processes[index % 2]))),
      ),
    )

    expect(outcomes.flat().filter((outcome) => outcome === 'created')).toHaveLength(12)
    expect(world.tasks()).toHaveLength(12)
  })
})

describe('a push that comes while another one is under way', () => {
  it('is brought to the same task, and both are told', async () => {
    const held = world.clickup.holdNext(/POST .*\/task$/)
    const first = resultsOf(world.push([{ internalId: 'A', title: 'first' }]))
    await held.asked
    const second = resultsOf(world.push([{ internalId: 'A', title: 'second' }], world.processes[1]))
    held.release()

    expect(outcomesOf(await first)).toEqual(['created'])
    expect(outcomesOf(await second)).toEqual(['updated'])
    expect(world.tasks().map(({ name }) => name)).toEqual(['second'])
  })
})

/** As if they had all been brought to ClickUp. */
async function alreadyThere(batches: readonly (readonly { readonly internalId: string }[])[]): Promise<void> {
  const { database, scope } = world
  await inWorkspace(database.db, scope, async (tx) => {
    for (const batch of batches) {
      const pushes = batch.flatMap(({ internalId }) => {
        const read = readPush({ internalId, title: 'A finding' })
        return 'push' in read ? [{ ...read.push, listId: world.listId() }] : []
      })
      await raiseWanted(tx, scope, { pushes, at: new Date() })
    }
    await tx
      .updateTable('trackedTasks')
      .set({ status: 'done', outcome: 'created', appliedNumber: 1, taskId: 'made before' })
      .where('listId', '=', world.listId())
      .execute()
  })
}

describe('an unchanged batch', () => {
  it('of 10,000 makes no request', async () => {
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 500 }, (__, index) => ({ internalId: `N-${batch * 500 + index}` })),
    )
    await alreadyThere(batches)
    world.clickup.requests.clear()

    const outcomes: string[] = []
    for (const batch of batches) outcomes.push(...outcomesOf(await resultsOf(world.push(batch))))
    expect(outcomes).toHaveLength(10_000)
    expect(new Set(outcomes)).toEqual(new Set(['unchanged']))
    expect(world.clickup.requests.total).toBe(0)
  })
})

describe('a task that ClickUp says was deleted', () => {
  const told = async (taskId: string) => {
    const event = { id: 'e', type: 'taskDeleted', entityId: taskId, payload: { task_id: taskId } }
    const rest = { receivedAt: new Date(), ambiguous: false, replayed: false }
    return hearGone(world.processes[0].deps, world.scope, [{ ...event, ...rest }])
  }

  it('is made again by the next push, though nothing of it has changed', async () => {
    const [made] = await resultsOf(world.push([{ internalId: 'A' }]))
    world.clickup.deleteTask(made!.taskId!)
    expect(await told(made!.taskId!)).toEqual([])
    expect(await world.rows()).toMatchObject([{ gone: true, status: 'done' }])

    expect(outcomesOf(await resultsOf(world.push([{ internalId: 'A' }])))).toEqual(['created'])
    expect(outcomesOf(await resultsOf(world.push([{ internalId: 'A' }])))).toEqual(['unchanged'])
    expect(world.tasks()).toHaveLength(1)
  })

  it('is not made again where somebody has restored it', async () => {
    const [made] = await resultsOf(world.push([{ internalId: 'A' }]))
    await told(made!.taskId!)

    expect(await resultsOf(world.push([{ internalId: 'A' }]))).toMatchObject([{ taskId: made!.taskId }])
    expect(world.tasks()).toHaveLength(1)
    expect(await world.rows()).toMatchObject([{ gone: false, status: 'done' }])
  })
})

const WRITE = /^(POST|PUT|DELETE) /
const process = fc.constantFrom(0, 1)
const id = fc.constantFrom('A', 'B', 'C')
const step = fc.oneof(
  fc.record({
    do: fc.constant('push' as const),
    by: process,
    ids: fc.uniqueArray(id, { minLength: 1 }),
    title: fc.constantFrom('one', 'two', 'three'),
    tags: fc.subarray(['x', 'y', 'z']),
    waits: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('fail' as const),
    when: fc.constantFrom('before' as const, 'after' as const),
    how: fc.constantFrom({ drop: true }, { status: 502 }, { cutBody: true }),
  }),
  fc.record({
    do: fc.constant('die' as const),
    by: process,
    action: fc.integer({ min: 1, max: 30 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  fc.record({ do: fc.constant('delete' as const), id }),
  fc.record({ do: fc.constant('settle' as const), by: process }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Pushes that nobody has waited for yet. */
async function take(one: Step, underWay: Promise<unknown>[]): Promise<void> {
  if (one.do === 'fail') world.clickup.failNext({ matching: WRITE, when: one.when, ...one.how })
  else if (one.do === 'die') {
    const { life } = world.processes[one.by]
    life.reborn()
    life.dieAt(one.action, one.when)
  } else if (one.do === 'delete')
    for (const { id: taskId } of world.marked(one.id)) world.clickup.deleteTask(taskId)
  else if (one.do === 'settle') await world.settle(world.processes[one.by])
  else {
    const tasks = one.ids.map((internalId) => ({ internalId, title: one.title, tags: one.tags }))
    const pushed = world.push(tasks, world.processes[one.by])
    if (one.waits) await pushed
    else underWay.push(pushed)
  }
}

describe('whatever is pushed, fails, dies and is deleted', () => {
  it('there is one task for each internal id in the end, as it was pushed last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), async (steps) => {
        await world.freshList()
        const underWay: Promise<unknown>[] = []
        for (const one of steps) await take(one, underWay)
        await Promise.all(underWay)
        for (const { life } of world.processes) life.reborn()
        world.clickup.clearFaults()
        await world.settle()
        await resultsOf(
          world.push(['A', 'B', 'C'].map((internalId) => ({ internalId, title: 'the last', tags: ['x'] }))),
        )
        await world.settle()

        const found = ['A', 'B', 'C'].map((internalId) => world.marked(internalId))
        expect(found.map(({ length }) => length)).toEqual([1, 1, 1])
        expect(world.tasks()).toHaveLength(3)
        for (const [task] of found) expect(task).toMatchObject({ name: 'the last', tags: ['x'] })
        for (const row of await world.rows()) {
          expect(row).toMatchObject({ status: 'done', error: null, gone: false, createSentAt: null })
          expect(row.appliedNumber).toBe(row.wantedNumber)
        }
      }),
      { numRuns: 10 },
    )
  }, 240_000)
})
