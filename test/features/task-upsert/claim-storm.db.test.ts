import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTaskMessage } from '../../../server/features/task-upsert/announce/message.store.ts'
import { claimantOf, readShown } from '../../../server/features/task-upsert/announce/read-shown.ts'
import { taskMessage } from '../../../server/features/task-upsert/announce/task-message.ts'
import { findWorkingClaim } from '../../../server/features/task-upsert/claims/claim.store.ts'
import { listTaskEvents } from '../../../server/features/task-upsert/tasks/task-event.store.ts'
import { findTracked } from '../../../server/features/task-upsert/tasks/tracked-task.store.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aClaimWorld, type ClaimWorld } from './a-claim-world.ts'

let world: ClaimWorld
let people: ReturnType<ClaimWorld['people']>
beforeAll(async () => {
  world = await aClaimWorld()
  await world.settings({ allowRelease: true, allowTakeOver: true })
  people = world.people()
})
afterAll(() => world.close())

type Task = Awaited<ReturnType<ClaimWorld['track']>>

/** The messages of this task; there must be one. */
const postedOf = ({ taskId }: Task) =>
  world.slack
    .messages(world.slack.channels.claims)
    .filter(({ blocks }) => JSON.stringify(blocks).includes(`/t/${taskId}`))

function calm(): void {
  world.slack.clearFaults()
  world.clickup.clearFaults()
  for (const { life } of world.processes) life.reborn()
}

/** What is true whenever everything has come to rest. */
async function expectOneTruth(task: Task): Promise<void> {
  calm()
  await world.jobs.settle()
  const { db, scope } = world
  const stored = await inWorkspace(db, scope, async (tx) => ({
    tracked: await findTracked(tx, scope, task.id),
    message: await findTaskMessage(tx, scope, task.id),
    shown: await readShown(tx, scope, task.id),
    working: await findWorkingClaim(tx, scope, task.id),
  }))
  const claimant = claimantOf(stored.tracked!)
  const posted = postedOf(task)

  expect(stored.working).toBeUndefined()
  expect(world.assignees(task.taskId)).toEqual(claimant === null ? [] : [claimant.clickupUserId])
  expect(posted).toHaveLength(1)
  expect(stored.message).toMatchObject({ status: 'sent', messageTs: posted[0]!.ts, lease: null })
  expect(posted[0]!.text).toBe(taskMessage(stored.shown!).text)
  const rows = posted[0]!.blocks.map(({ block_id: _id, ...block }) => block)
  expect(JSON.stringify(rows)).toBe(JSON.stringify(taskMessage(stored.shown!).blocks))
}

/** Whoever the message names was confirmed by ClickUp before. */
async function expectNoEmptyWord(task: Task): Promise<void> {
  const named = /^Claimed by ([^:]+):/.exec(postedOf(task)[0]?.text ?? '')?.[1]
  if (named === undefined) return
  const events = await inWorkspace(world.db, world.scope, (tx) =>
    listTaskEvents(tx, world.scope, { trackedId: task.id, limit: 200 }),
  )
  const confirmed = events.filter(({ kind }) => kind === 'claimed' || kind === 'taken-over')
  expect(confirmed.some(({ detail }) => detail?.startsWith(named))).toBe(true)
}

async function announcedTask(): Promise<Task> {
  const task = await world.track()
  await world.announce(task.id)
  await world.jobs.settle()
  return task
}

/** Slack has no such button at times. */
async function tryClick(task: Task, who: number, action: string): Promise<void> {
  const [message] = postedOf(task)
  const hasIt = JSON.stringify(message?.blocks ?? []).includes(`"${action}"`)
  const person = people[who % people.length]
  if (message !== undefined && person !== undefined && hasIt)
    await world.slack.click({
      channel: message.channel,
      ts: message.ts,
      actionId: action,
      userId: person.slackId,
    })
}

describe('a process that is killed while it claims', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its transactions and requests: the click is carried out, once',
    async (when) => {
      for (let action = 1; action <= 26; action += 1) {
        const task = await announcedTask()
        for (const { life } of world.processes) {
          life.reborn()
          life.dieAt(action, when)
        }
        await tryClick(task, 0, 'claim_task')
        await tryClick(task, 1, 'claim_task')
        await world.jobs.settle()
        await expectOneTruth(task)

        expect(world.assignees(task.taskId)).toHaveLength(1)
      }
    },
    240_000,
  )
})

const FAULTS = {
  lost: { when: 'after', drop: true },
  dropped: { drop: true },
  away: { status: 503 },
  cut: { when: 'after', cutBody: true },
} as const

const step = fc.oneof(
  fc.record({
    do: fc.constant('click' as const),
    who: fc.nat(3),
    action: fc.constantFrom('claim_task', 'claim_task', 'release_task', 'take_over_task'),
  }),
  fc.record({ do: fc.constant('turn' as const) }),
  fc.record({
    do: fc.constant('fault' as const),
    at: fc.constantFrom('slack' as const, 'clickup' as const),
    fault: fc.constantFrom('lost' as const, 'dropped' as const, 'away' as const, 'cut' as const),
  }),
  fc.record({
    do: fc.constant('kill' as const),
    process: fc.nat(1),
    action: fc.integer({ min: 1, max: 20 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
)

describe('whatever people click, and whatever fails', () => {
  it('one has the task at most, and ClickUp, ledger and message agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        calm()
        const task = await world.track()
        await world.announce(task.id)
        await world.jobs.turn()
        for (const one of steps) {
          if (one.do === 'click') await tryClick(task, one.who, one.action)
          else if (one.do === 'turn') await world.jobs.turn()
          else if (one.do === 'fault') world[one.at].failNext({ ...FAULTS[one.fault] })
          else world.processes[one.process]?.life.dieAt(one.action, one.when)
          await expectNoEmptyWord(task)
        }
        await expectOneTruth(task)
      }),
      { numRuns: 40 },
    )
  }, 240_000)
})
