import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aClaimWorld, type ClaimWorld } from './a-claim-world.ts'

let world: ClaimWorld
let anna: ReturnType<ClaimWorld['people']>[number]
let place: { readonly channel: string; readonly ts: string }
beforeAll(async () => {
  world = await aClaimWorld()
  ;[anna] = world.people() as [typeof anna]
  const { id } = await world.track()
  await world.announce(id)
  await world.jobs.settle()
  const { channel, ts } = world.slack.messages(world.slack.channels.claims).at(-1)!
  place = { channel, ts }
})
afterEach(() => world.slack.setRequestUrl(`${world.doorOrigin}/webhooks/slack/${world.connectionId}`))
afterAll(() => world.close())

const click = (more: object = {}) =>
  world.slack.click({ ...place, actionId: 'claim_task', userId: anna.slackId, ...more })
const rows = () =>
  inWorkspace(world.db, world.scope, (tx) =>
    tx.selectFrom('taskClaims').selectAll().where('workspaceId', '=', world.scope.workspaceId).execute(),
  )
const count = async () => (await rows()).length

describe('the door for clicks', () => {
  it.each([
    ['a forged signature', { signature: 'forged' }],
    ['a body that was changed', { signature: 'tampered' }],
    ['no signature', { signature: 'none' }],
    ['a recording of six minutes ago', { skewSeconds: -360 }],
    ['a clock that is six minutes ahead', { skewSeconds: 360 }],
  ])('refuses %s, and nothing is stored', async (_what, how) => {
    const before = await count()
    const { status, body } = await click(how)

    expect(status).toBe(403)
    expect(JSON.parse(body)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await count()).toBe(before)
  })

  it('refuses connections that it does not know like wrong signatures', async () => {
    const forged = await click({ signature: 'forged' })
    const answers = []
    for (const id of ['01unknown', 'x'.repeat(80), '%00', world.scope.workspaceId]) {
      world.slack.setRequestUrl(`${world.doorOrigin}/webhooks/slack/${id}`)
      answers.push(await click())
    }
    const wordsOf = ({ body }: { body: string }) => {
      const { title, detail, code } = JSON.parse(body) as Record<string, string>
      return { title, detail, code }
    }

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(new Set(answers.map((answer) => JSON.stringify(wordsOf(answer))))).toEqual(
      new Set([JSON.stringify(wordsOf(forged))]),
    )
  })

  it.each([
    ['a link button', { actions: [{ type: 'button', action_id: 'open_task', action_ts: '1' }] }],
    ['an unknown button', { actions: [{ type: 'button', action_id: 'other', value: 'x', action_ts: '1' }] }],
    [
      'a task that nobody has pushed',
      { actions: [{ action_id: 'claim_task', value: '86zzz', action_ts: '1' }] },
    ],
    ['a path for a task', { actions: [{ action_id: 'claim_task', value: '../team', action_ts: '1' }] }],
    ['another kind of interaction', { type: 'view_submission' }],
    ['no user', { user: null }],
    ['a name with a zero character', { user: { id: 'U1', name: 'a\u0000b' } }],
  ])('takes %s and does nothing', async (_what, payload) => {
    const before = await count()
    const { status, body } = await click({ payload })

    expect([status, body]).toEqual([200, ''])
    expect(await count()).toBe(before)
  })

  it('answers with nothing, and before anything is asked of Slack or ClickUp', async () => {
    const before = [world.slack.requests.total, world.clickup.requests.total]
    const { status, body } = await click()

    expect([status, body]).toEqual([200, ''])
    expect([world.slack.requests.total, world.clickup.requests.total]).toEqual(before)
  })

  it('keeps where to answer sealed', async () => {
    const { responseUrl } = await click()
    const row = (await rows()).at(-1)

    expect(row?.responseUrlSealed).toBeInstanceOf(Uint8Array)
    expect(JSON.stringify(await rows())).not.toContain(new URL(responseUrl).pathname)
    expect(Buffer.from(row!.responseUrlSealed!).toString('latin1')).not.toContain('/actions/')
  })

  it('calls no address that is none of Slack', async () => {
    await click({ responseUrl: `${world.clickup.origin}/steal` })
    await world.jobs.settle()

    expect(world.clickup.requests.matching(/steal/)).toEqual([])
  })

  it('refuses what is too large unread', async () => {
    const answer = await fetch(`${world.doorOrigin}/webhooks/slack/${world.connectionId}`, {
      method: 'POST',
      body: 'x'.repeat(1_100_000),
    })

    expect(answer.status).toBe(413)
  })
})
