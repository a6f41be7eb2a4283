import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClickupTasks } from '../../../../server/features/clickup-tasks/index.ts'
import type { WebhookEvent } from '../../../../server/platform/feature.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const at = (second: number): Date => new Date(Date.UTC(2026, 2, 2) + second * 1000)

/** A task as it is kept: when it was last seen in the list, and as of which change. */
interface Kept {
  readonly seen: number
  readonly updated: number
}

interface Told {
  readonly task: number
  readonly second: number
  readonly kind: 'deleted' | 'away' | 'back' | 'changed'
}

const TYPES = { deleted: 'taskDeleted', away: 'taskMoved', back: 'taskMoved', changed: 'taskUpdated' }

function eventOf({ task, second, kind }: Told, index: number): WebhookEvent {
  const moved = { field: 'section_moved', date: String(at(second).getTime()) }
  const after = kind === 'changed' ? {} : { after: { id: kind === 'away' ? 'other' : 'list' } }
  return {
    id: `e${index}`,
    type: TYPES[kind],
    entityId: `t${task}`,
    payload: {
      task_id: `t${task}`,
      ...(kind === 'deleted' ? {} : { history_items: [{ ...moved, ...after }] }),
    },
    receivedAt: at(second),
    ambiguous: false,
    replayed: false,
  }
}

const staysKept = ({ seen, updated }: Kept, told: readonly Told[]): boolean =>
  !told.some(
    ({ kind, second }) => (kind === 'deleted' && seen < second) || (kind === 'away' && updated <= second),
  )

describe('tasks that are told to be gone', () => {
  it('are forgotten the same in every order, repetition and batch, and what was seen later stays', async () => {
    const { db } = database
    const second = fc.integer({ min: 0, max: 9 })
    const keptTasks = fc.array(fc.record({ seen: second, updated: second }), { minLength: 1, maxLength: 4 })
    const kind = fc.constantFrom('deleted', 'away', 'back', 'changed')
    const told = fc.array(fc.record({ task: fc.integer({ min: 0, max: 3 }), second, kind }), { maxLength: 9 })

    await fc.assert(
      fc.asyncProperty(keptTasks, told, fc.integer({ min: 1, max: 9 }), async (tasks, all, batch) => {
        const scope = await aWorkspace(db)
        let syncs = 0
        await keep(scope.workspaceId, tasks)
        const { subscriptions } = createClickupTasks({
          db,
          clock: systemClock,
          requestSync: async () => void (syncs += 1),
        } as unknown as Parameters<typeof createClickupTasks>[0])
        const events = all.map(eventOf)
        for (let first = 0; first < events.length; first += batch)
          await subscriptions![0]!.runMany!(scope, events.slice(first, first + batch))

        const expected = tasks.flatMap((task, index) =>
          staysKept(
            task,
            all.filter((one) => one.task === index),
          )
            ? [`t${index}`]
            : [],
        )
        expect(await keptIn(scope.workspaceId)).toEqual(expected)
        expect(syncs).toBeLessThanOrEqual(Math.ceil(events.length / batch))
        expect(syncs > 0).toBe(all.some((one) => one.kind === 'changed' || one.kind === 'back'))
      }),
      { numRuns: 40 },
    )
  })
})

async function keep(workspaceId: string, tasks: readonly Kept[]): Promise<void> {
  const settings = JSON.stringify({ teamId: 'team', listId: 'list' })
  const rows = tasks.map(({ seen, updated }, index) => ({
    workspaceId,
    taskId: `t${index}`,
    listId: 'list',
    name: 'a task',
    status: 'open',
    updatedAt: at(updated),
    statusKey: 'open',
    assigneeNames: [],
    assigneeKeys: [],
    tags: [],
    tagKeys: [],
    searchText: 'a task',
    task: '{}',
    taskHash: Buffer.alloc(1),
    details: null,
    detailsReadAt: null,
    seenAt: at(seen),
  }))
  await inWorkspace(database.db, { workspaceId }, async (tx) => {
    await tx
      .insertInto('clickupSettings')
      .values({ workspaceId, settings, updatedAt: at(0) })
      .execute()
    await tx.insertInto('clickupTasks').values(rows).execute()
  })
}

async function keptIn(workspaceId: string): Promise<string[]> {
  const rows = await inWorkspace(database.db, { workspaceId }, (tx) =>
    tx
      .selectFrom('clickupTasks')
      .select('taskId')
      .where('workspaceId', '=', workspaceId)
      .orderBy('taskId')
      .execute(),
  )
  return rows.map(({ taskId }) => taskId)
}
