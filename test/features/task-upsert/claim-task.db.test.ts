import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findShownClick } from '../../../server/features/task-upsert/claims/claim.store.ts'
import { releaseClaim } from '../../../server/features/task-upsert/claims/release-claim.ts'
import { upsertSlackMember } from '../../../server/features/task-upsert/slack/slack-member.store.ts'
import { listTaskEvents } from '../../../server/features/task-upsert/tasks/task-event.store.ts'
import { findTracked } from '../../../server/features/task-upsert/tasks/tracked-task.store.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aClaimWorld, type ClaimWorld } from './a-claim-world.ts'

let world: ClaimWorld
let anna: ReturnType<ClaimWorld['people']>[number]
let boris: ReturnType<ClaimWorld['people']>[number]
let task: { readonly id: string; readonly taskId: string }
beforeAll(async () => {
  world = await aClaimWorld()
  ;[anna, boris] = world.people() as [typeof anna, typeof anna]
})
beforeEach(async () => {
  task = await world.track()
  await world.announce(task.id)
  await world.jobs.settle()
})
afterEach(async () => {
  world.slack.clearFaults()
  world.clickup.clearFaults()
  for (const { life } of world.processes) life.reborn()
  await world.settings({ allowRelease: true, allowTakeOver: false })
})
afterAll(() => world.close())

const shown = (): string => {
  const message = world.slack.messages(world.slack.channels.claims).at(-1)
  return JSON.stringify([message?.text, message?.blocks])
}
const buttons = (): readonly string[] =>
  [...shown().matchAll(/"action_id":"(\w+)"/g)].map(([, id = '']) => id)
const whispersTo = (userId: string): readonly string[] => world.slack.whispers(userId).map(({ text }) => text)
const claimedBy = async () =>
  (await inWorkspace(world.db, world.scope, (tx) => findTracked(tx, world.scope, task.id)))?.claimedBy
const eventsOf = async () => {
  const events = await inWorkspace(world.db, world.scope, (tx) =>
    listTaskEvents(tx, world.scope, { trackedId: task.id, limit: 50 }),
  )
  return events.map(({ kind }) => kind).toReversed()
}
async function click(person: typeof anna, actionId = 'claim_task'): Promise<void> {
  const { status, body } = await world.click(person.slackId, actionId)
  expect([status, body]).toEqual([200, ''])
}
async function clickAndSettle(person: typeof anna, actionId?: string): Promise<void> {
  await click(person, actionId)
  await world.jobs.settle()
}

describe('a click on Claim', () => {
  it('makes the person with the same e-mail the assignee, and the message says so', async () => {
    await clickAndSettle(anna)

    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
    expect(await claimedBy()).toMatchObject({ slackUserId: anna.slackId, clickupUserId: anna.clickupId })
    expect(shown()).toMatch(/Claimed by .*<!date\^\d+\^/)
    expect(buttons()).toEqual(['open_task', 'release_task'])
    expect(await eventsOf()).toEqual(['announced', 'claimed'])
    expect(world.slack.messages(world.slack.channels.claims).at(-1)?.changes).toBe(1)
  })

  it('of many at once has one winner, and the others are told who', async () => {
    const people = world.people()
    await Promise.all([...people, ...people].map((person) => click(person)))
    await world.jobs.settle()
    const winner = await claimedBy()
    const { slackUserId, name } = winner as { slackUserId: string; name: string }

    expect(world.assignees(task.taskId)).toHaveLength(1)
    expect(whispersTo(slackUserId)).toContain('It is yours already.')
    for (const { slackId } of people)
      if (slackId !== slackUserId)
        expect(whispersTo(slackId).at(-1)).toBe(`${name} was first and has this task.`)
    expect((await eventsOf()).filter((kind) => kind === 'claimed')).toHaveLength(1)
  })

  it('that Slack delivers twice is one', async () => {
    const { sent } = await world.click(anna.slackId, 'claim_task')
    await world.slack.resend(sent)
    await world.jobs.settle()

    expect(await eventsOf()).toEqual(['announced', 'claimed'])
  })

  it('follows what an admin has said of the person', async () => {
    const chosen = { slackUserId: anna.slackId, clickupUserId: boris.clickupId, updatedAt: new Date() }
    await inWorkspace(world.db, world.scope, (tx) => upsertSlackMember(tx, world.scope, chosen))
    await clickAndSettle(anna)
    await inWorkspace(world.db, world.scope, (tx) =>
      tx.deleteFrom('slackMembers').where('workspaceId', '=', world.scope.workspaceId).execute(),
    )

    expect(world.assignees(task.taskId)).toEqual([boris.clickupId])
  })

  it('of somebody whom ClickUp does not know is told so, and others can still claim', async () => {
    const stranger = world.slack.createUser({ name: 'Sam Stranger', email: 'sam@elsewhere.example' })
    await clickAndSettle({ ...anna, slackId: stranger.id })
    const afterwards = shown()
    await clickAndSettle(anna)

    expect(whispersTo(stranger.id).at(-1)).toMatch(/e-mail from Slack.*An admin can say who you are/)
    expect(afterwards).toMatch(/could not claim this/)
    expect(afterwards).toContain('claim_task')
    expect(shown()).not.toMatch(/could not/)
    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
  })

  it('of somebody without an e-mail is never matched by name', async () => {
    const namesake = world.slack.createUser({ name: anna.name, email: null })
    await clickAndSettle({ ...anna, slackId: namesake.id })

    expect(world.assignees(task.taskId)).toEqual([])
    expect(whispersTo(namesake.id).at(-1)).toMatch(/does not tell your e-mail/)
  })

  it('on a task that was deleted in ClickUp says so', async () => {
    world.clickup.deleteTask(task.taskId)
    await clickAndSettle(anna)

    expect(shown()).toMatch(/The task was deleted in ClickUp/)
    expect(await claimedBy()).toBeNull()
  })

  it('is believed only when ClickUp shows the assignee', async () => {
    world.clickup.failNext({
      matching: /PUT .*\/task\//,
      status: 200,
      body: await (
        await fetch(`${world.clickup.apiUrl}/v2/task/${task.taskId}`, {
          headers: { authorization: world.clickup.tokens.owner },
        })
      ).json(),
    })
    await clickAndSettle(anna)

    expect(world.assignees(task.taskId)).toEqual([])
    expect(await claimedBy()).toBeNull()
    expect(shown()).toMatch(/does not show you among the assignees/)
  })
})

describe('while ClickUp is away', () => {
  it('the claim is tried again, and the message says so', async () => {
    world.clickup.failNext({ times: 6, status: 503 })
    await click(anna)
    await world.jobs.turn()
    await world.jobs.turn()
    await world.jobs.turn()
    const meanwhile = shown()
    await world.jobs.settle()

    expect(meanwhile).toMatch(/wants to claim this; it is tried again/)
    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
    expect(shown()).not.toMatch(/tried again/)
  })

  it('for long, the claim fails in words, and the task stays claimable', async () => {
    world.clickup.failNext({ times: Number.POSITIVE_INFINITY, status: 503 })
    await clickAndSettle(anna)
    const afterwards = shown()
    world.clickup.clearFaults()
    await clickAndSettle(boris)

    expect(afterwards).toMatch(/could not claim this.*Nothing more is tried\..*click again/)
    expect(world.assignees(task.taskId)).toEqual([boris.clickupId])
  })

  it('others wait for their turn, and have it when the first fails', async () => {
    world.clickup.failNext({ times: Number.POSITIVE_INFINITY, status: 503 })
    await click(anna)
    await world.jobs.turn()
    await click(boris)
    await world.jobs.turn()
    world.clickup.clearFaults()
    await world.jobs.settle()

    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
    expect(whispersTo(boris.slackId).at(-1)).toMatch(/was first and has this task/)
  })
})

describe('giving back', () => {
  beforeEach(() => clickAndSettle(anna))

  it('makes the task claimable again', async () => {
    await clickAndSettle(anna, 'release_task')
    const between = world.assignees(task.taskId)
    await clickAndSettle(boris)

    expect(between).toEqual([])
    expect(world.assignees(task.taskId)).toEqual([boris.clickupId])
    expect(await eventsOf()).toEqual(['announced', 'claimed', 'released', 'claimed'])
  })

  it('is for the one who has it, or an admin', async () => {
    await clickAndSettle(boris, 'release_task')
    const kept = world.assignees(task.taskId)
    await releaseClaim(world.deps, world.scope, task)
    await world.jobs.settle()

    expect(kept).toEqual([anna.clickupId])
    expect(whispersTo(boris.slackId).at(-1)).toMatch(/only they can give it back/)
    expect(world.assignees(task.taskId)).toEqual([])
    expect(await claimedBy()).toBeNull()
    await expect(releaseClaim(world.deps, world.scope, task)).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('does not happen where the settings forbid it', async () => {
    const { ts } = world.slack.messages(world.slack.channels.claims).at(-1)!
    await world.settings({ allowRelease: false })
    await world.click(anna.slackId, 'release_task', ts)
    await world.jobs.settle()

    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
    expect(buttons()).toEqual(['open_task'])
  })
})

describe('taking over', () => {
  it('puts one in the place of the other', async () => {
    await world.settings({ allowTakeOver: true })
    await clickAndSettle(anna)
    await clickAndSettle(boris, 'take_over_task')

    expect(world.assignees(task.taskId)).toEqual([boris.clickupId])
    expect(await eventsOf()).toEqual(['announced', 'claimed', 'taken-over'])
  })

  it('does not happen where the settings forbid it', async () => {
    await world.settings({ allowTakeOver: true })
    await clickAndSettle(anna)
    await world.settings({ allowTakeOver: false })
    await clickAndSettle(boris, 'take_over_task')

    expect(world.assignees(task.taskId)).toEqual([anna.clickupId])
    expect(whispersTo(boris.slackId).at(-1)).toMatch(/not taken over in Slack here/)
  })
})

describe('by an incoming webhook', () => {
  it('the message is changed at the address of the click', async () => {
    await world.connectSlack('webhook')
    const hooked = await world.track({ title: 'Hooked' })
    await world.announce(hooked.id)
    await world.jobs.settle()
    const chosen = { slackUserId: anna.slackId, clickupUserId: anna.clickupId, updatedAt: new Date() }
    await inWorkspace(world.db, world.scope, (tx) => upsertSlackMember(tx, world.scope, chosen))
    await clickAndSettle(anna)
    await world.connectSlack()

    expect(world.assignees(hooked.taskId)).toEqual([anna.clickupId])
    expect(shown()).toMatch(/Hooked.*Claimed by/)
  })
})

describe('a claim whose job is gone', () => {
  it('keeps nobody from the task', async () => {
    world.clickup.failNext({ times: Number.POSITIVE_INFINITY, status: 503 })
    await click(anna)
    await world.jobs.turn()
    await inWorkspace(world.db, world.scope, (tx) =>
      tx.updateTable('jobs').set({ state: 'cancelled' }).where('name', '=', 'task-upsert.claim').execute(),
    )
    world.clickup.clearFaults()
    await clickAndSettle(boris)

    expect(world.assignees(task.taskId)).toEqual([boris.clickupId])
    expect(
      await inWorkspace(world.db, world.scope, (tx) => findShownClick(tx, world.scope, task.id)),
    ).toBeUndefined()
  })
})
