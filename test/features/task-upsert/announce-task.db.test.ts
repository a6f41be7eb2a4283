import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findTaskMessage } from '../../../server/features/task-upsert/announce/message.store.ts'
import { repeatAnnouncement } from '../../../server/features/task-upsert/announce/repeat-announcement.ts'
import { listTaskEvents } from '../../../server/features/task-upsert/tasks/task-event.store.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aClaimWorld, type ClaimWorld } from './a-claim-world.ts'

let world: ClaimWorld
beforeAll(async () => {
  world = await aClaimWorld()
})
afterEach(async () => {
  world.slack.clearFaults()
  world.clickup.clearFaults()
  world.slack.setMembership(world.slack.channels.claims, true)
  for (const { life } of world.processes) life.reborn()
  await world.connectSlack()
})
afterAll(() => world.close())

const messageOf = (id: string) =>
  inWorkspace(world.db, world.scope, (tx) => findTaskMessage(tx, world.scope, id))
const eventsOf = async (id: string) => {
  const events = await inWorkspace(world.db, world.scope, (tx) =>
    listTaskEvents(tx, world.scope, { trackedId: id, limit: 50 }),
  )
  return events.map(({ kind }) => kind).toReversed()
}
/** The messages in the channel that are of this task. */
const postedOf = (title: string) =>
  world.slack
    .messages(world.slack.channels.claims)
    .filter(({ blocks }) => JSON.stringify(blocks).includes(title))
const retitle = (id: string, title: string) =>
  inWorkspace(world.db, world.scope, async (tx) => {
    const row = await tx
      .selectFrom('trackedTasks')
      .select('applied')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const applied = JSON.stringify({ ...(row.applied as object), title })
    await tx.updateTable('trackedTasks').set({ applied }).where('id', '=', id).execute()
  })
async function announced(title: string): Promise<string> {
  const { id } = await world.track({ title })
  await world.announce(id)
  await world.jobs.settle()
  return id
}

describe('a pushed task', () => {
  it('is announced once, however often it is asked for', async () => {
    const { id } = await world.track({ title: 'Announced once' })
    for (let times = 0; times < 5; times += 1) await world.announce(id)
    await world.jobs.settle()

    expect(postedOf('Announced once')).toHaveLength(1)
    expect(await messageOf(id)).toMatchObject({ status: 'sent', error: null, lease: null })
    expect(await eventsOf(id)).toEqual(['announced'])
  })

  it('has its message changed when it has changed, and only then', async () => {
    const id = await announced('Before the change')
    await world.announce(id)
    await world.jobs.settle()
    const [unchanged] = postedOf('Before the change')
    const changesBefore = unchanged?.changes
    await retitle(id, 'After the change')
    await world.announce(id)
    await world.jobs.settle()

    expect(changesBefore).toBe(0)
    expect(postedOf('Before the change')).toEqual([])
    expect(postedOf('After the change')).toMatchObject([{ changes: 1 }])
  })
})

describe('a change whose answer is lost', () => {
  it('is not believed when what was shown before is wanted again', async () => {
    const id = await announced('As at first')
    await retitle(id, 'As nobody wants it')
    world.slack.failNext({ matching: /chat\.update/, drop: true, when: 'after' })
    await world.announce(id)
    await world.jobs.turn()
    expect(postedOf('As nobody wants it')).toHaveLength(1)
    await retitle(id, 'As at first')
    await world.announce(id)
    await world.jobs.settle()

    expect(postedOf('As at first')).toHaveLength(1)
    expect(await messageOf(id)).toMatchObject({ status: 'sent', error: null })
  })
})

const LOST = {
  'the connection breaks': { drop: true },
  'a server before it fails': { status: 502 },
  'Slack has trouble of its own': { error: 'internal_error' },
  'the answer is cut': { cutBody: true },
} as const

describe('a message whose answer is lost', () => {
  it.each(Object.entries(LOST))('is found, not posted again: %s', async (how, fault) => {
    world.slack.failNext({ matching: /chat\.postMessage/, ...fault, when: 'after' })
    const id = await announced(`Lost because ${how}`)

    expect(postedOf(`Lost because ${how}`)).toHaveLength(1)
    expect(await messageOf(id)).toMatchObject({ status: 'sent', messageTs: expect.any(String) })
    expect(await eventsOf(id)).toEqual(['announced'])
  })

  it('and that never arrived is posted after the last look', async () => {
    const startedAt = world.deps.clock.now().getTime()
    world.slack.failNext({ matching: /chat\.postMessage/, drop: true })
    await announced('Never arrived')

    expect(postedOf('Never arrived')).toHaveLength(1)
    expect(world.deps.clock.now().getTime() - startedAt).toBeGreaterThan(60_000)
  })

  it('is unknown where nobody may look, and is posted again when an admin says so', async () => {
    world.slack.failNext({ matching: /chat\.postMessage/, drop: true })
    world.slack.failNext({ matching: /conversations\.history/, error: 'missing_scope', times: 9 })
    const id = await announced('Where nobody may look')
    const unknown = await messageOf(id)
    await world.announce(id)
    await world.jobs.settle()
    const before = postedOf('Where nobody may look').length
    world.slack.clearFaults()
    await repeatAnnouncement(world.deps, world.scope, { id })
    await world.jobs.settle()

    expect(unknown).toMatchObject({ status: 'unknown', error: expect.stringMatching(/post it again here/) })
    expect(before).toBe(0)
    expect(postedOf('Where nobody may look')).toHaveLength(1)
  })

  it('of an incoming webhook is unknown at once', async () => {
    await world.connectSlack('webhook')
    world.slack.failNext({ matching: /services/, when: 'after', drop: true })
    const id = await announced('By a webhook')

    expect(postedOf('By a webhook')).toHaveLength(1)
    expect(await messageOf(id)).toMatchObject({ status: 'unknown', messageTs: null })
  })
})

describe('what Slack refuses', () => {
  it('is told in words, and goes on when somebody has acted', async () => {
    world.slack.setMembership(world.slack.channels.claims, false)
    const id = await announced('Not in the channel')
    const failed = await messageOf(id)
    world.slack.setMembership(world.slack.channels.claims, true)
    await repeatAnnouncement(world.deps, world.scope, { id })
    await world.jobs.settle()

    expect(failed).toMatchObject({ status: 'failed', error: expect.stringMatching(/Invite it there/) })
    expect(await eventsOf(id)).toEqual(['announcing-failed', 'announced'])
    expect(postedOf('Not in the channel')).toHaveLength(1)
  })

  it('because it is too much at once comes later', async () => {
    world.slack.failNext({ matching: /chat\.postMessage/, retryAfterSeconds: 40 })
    const id = await announced('Too much at once')

    expect(postedOf('Too much at once')).toHaveLength(1)
    expect(await eventsOf(id)).toEqual(['announced'])
  })

  it('because the message was deleted is noted, and posted again only when an admin asks', async () => {
    const id = await announced('Deleted in Slack')
    const [posted] = postedOf('Deleted in Slack')
    world.slack.deleteMessage(posted!.channel, posted!.ts)
    const early = await repeatAnnouncement(world.deps, world.scope, { id }).catch((error: unknown) => error)
    await world.jobs.settle()
    const noted = await messageOf(id)
    await world.announce(id)
    await world.jobs.settle()
    const between = postedOf('Deleted in Slack').length
    await repeatAnnouncement(world.deps, world.scope, { id })
    await world.jobs.settle()

    expect(early).toMatchObject({ code: 'CONFLICT' })
    expect(noted).toMatchObject({ status: 'failed', error: expect.stringMatching(/was deleted in Slack/) })
    expect(between).toBe(0)
    expect(postedOf('Deleted in Slack')).toHaveLength(1)
  })
})

describe('a process that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its transactions and requests leaves one message, which says what is stored',
    async (when) => {
      const [{ life }] = world.processes
      life.reborn()
      for (const process of world.processes) process.life.reborn()
      await announced('Counted')
      const most = 20
      for (let action = 1; action <= most; action += 1) {
        const title = `Killed ${when} ${action}.`
        const { id } = await world.track({ title })
        await world.announce(id)
        for (const process of world.processes) {
          process.life.reborn()
          process.life.dieAt(action, when)
        }
        await world.jobs.settle()
        await retitle(id, `${title} Changed`)
        await world.announce(id)
        await world.jobs.settle()

        expect(postedOf(title)).toHaveLength(1)
        expect(postedOf(`${title} Changed`)).toHaveLength(1)
        expect(await messageOf(id)).toMatchObject({ status: 'sent', error: null })
      }
    },
    120_000,
  )
})
