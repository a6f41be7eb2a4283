import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signClickUpBody, type Webhook } from '../../../../server/sandbox/clickup/index.ts'
import { signed, startWithClickup, type WithClickup } from './with-clickup.ts'

let server: WithClickup
let other: WithClickup
let hook: Webhook

beforeAll(async () => {
  ;[server, other] = [await startWithClickup({ seed: 1 }), await startWithClickup({ seed: 2 })]
  for (const one of [server, other]) await one.choose(one.listIds[0])
  hook = server.onlyHook()
})
afterAll(async () => {
  await server.close()
  await other.close()
})

let count = 0
const aBody = (changes: object = {}): string => {
  count += 1
  const history_items = [{ id: String(count), field: 'name' }]
  const event = { event: 'taskUpdated', history_items, task_id: `t${count}`, webhook_id: hook.id }
  return JSON.stringify({ ...event, ...changes })
}
const STORED = { status: 200, outcome: 'stored' }
const DUPLICATE = { status: 200, outcome: 'duplicate' }
const REFUSED = { status: 403, outcome: undefined }

describe('the door of ClickUp', () => {
  it('stores what a webhook of the connection signed, byte for byte', async () => {
    const body = aBody({ odd: 'ü \\u00e9', number: 1.0 }).replace('{', '{ ')

    expect(await server.deliver(body, signed(hook, body))).toEqual(STORED)
    expect(await server.deliver(body, signed(hook, body))).toEqual(DUPLICATE)
  })

  it.each<[string, (body: string) => Record<string, string>]>([
    ['no signature', () => ({})],
    ['an empty one', () => ({ 'x-signature': '' })],
    ['no hex', () => ({ 'x-signature': 'z'.repeat(64) })],
    ['too short a one', (body) => ({ 'x-signature': signClickUpBody(hook.secret, body).slice(1) })],
    ['too long a one', (body) => ({ 'x-signature': `${signClickUpBody(hook.secret, body)}0` })],
    ['two of them', (body) => ({ 'x-signature': `${signed(hook, body)['x-signature']}, 00` })],
    ['that of another body', () => signed(hook, '{}')],
    ['that of the body with a blank less', (body) => signed(hook, body.replace(' ', ''))],
    ['that of an empty secret', (body) => ({ 'x-signature': signClickUpBody('', body) })],
    ["another workspace's secret", (body) => signed(other.onlyHook(), body)],
    ['it as another header', (body) => ({ 'clickup-signature': signClickUpBody(hook.secret, body) })],
  ])('refuses %s with 403', async (_name, headersFor) => {
    const body = aBody({ text: 'a b' })

    expect(await server.deliver(body, headersFor(body))).toEqual(REFUSED)
  })

  it.each([
    ['unknown', randomUUID()],
    ['odd', '%2e%2e%2fx'],
    ['long', 'x'.repeat(90)],
    ['that of SQL', "'%20or%20'1'%3D'1"],
  ])('refuses a connection whose id is %s with 403', async (_name, id) => {
    const body = aBody()

    expect(await server.deliver(body, signed(hook, body), id)).toEqual(REFUSED)
  })

  it('refuses a body that names another known webhook than the one that signed it', async () => {
    await server.choose(server.listIds[1])
    const newer = server.onlyHook()
    const body = aBody({ webhook_id: newer.id })

    expect(newer.id).not.toBe(hook.id)
    expect(await server.deliver(body, signed(hook, body))).toEqual(REFUSED)
    expect(await server.deliver(body, signed(newer, body))).toEqual(STORED)
  })

  it('still takes what a webhook of before delivers late', async () => {
    const body = aBody()

    expect(server.onlyHook().id).not.toBe(hook.id)
    expect(await server.deliver(body, signed(hook, body))).toEqual(STORED)
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{"event":'],
    ['no object', '[{"event":"taskUpdated"}]'],
    ['no event', '{"task_id":"t1"}'],
    ['an event that is no word', '{"event":{"name":"taskUpdated"}}'],
    ['an event with a blank', '{"event":"task updated"}'],
    ['70 levels', `{"event":"taskUpdated","a":${'['.repeat(70)}${']'.repeat(70)}}`],
  ])('says 422 to %s when it is signed, and 403 when it is not', async (_name, body) => {
    const sent = body === '' ? undefined : body

    expect((await server.deliver(sent, signed(hook, body))).status).toBe(422)
    expect(await server.deliver(sent)).toEqual(REFUSED)
  })

  it('takes any content type', async () => {
    const body = aBody()

    expect(await server.deliver(body, { ...signed(hook, body), 'content-type': 'text/x-odd' })).toEqual(
      STORED,
    )
  })

  it('never says 401, 404 or 410, which make ClickUp give up', async () => {
    const { id } = hook
    const bodies = ['', 'x', '{}', aBody(), aBody({ webhook_id: id })]
    const headers = [{}, { 'x-signature': 'x' }, signed(other.onlyHook(), bodies[3]!)]
    const statuses = new Set<number>()
    for (const body of bodies)
      for (const one of headers) statuses.add((await server.deliver(body || undefined, one)).status)

    expect([...statuses]).toEqual([403])
  })
})

describe('repetitions', () => {
  it('are told by the body where there is a history', async () => {
    const first = aBody()
    const second = first.replace('"name"', '"status"')
    const deliver = (body: string) => server.deliver(body, signed(hook, body))

    expect([await deliver(first), await deliver(second), await deliver(second)]).toEqual([
      STORED,
      STORED,
      DUPLICATE,
    ])
  })

  it('of two events with one history id are two events', async () => {
    const update = aBody()
    const status = update.replace('taskUpdated', 'taskStatusUpdated')
    const deliver = (body: string) => server.deliver(body, signed(hook, body))

    expect([await deliver(update), await deliver(status)]).toEqual([STORED, STORED])
  })
})
