import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { actions, askSlack, button, type Json, startSlack } from '../../support/slack-caller.ts'

let sandbox: SlackSandbox
let channel: string
beforeAll(async () => {
  sandbox = await startSlack()
  channel = sandbox.channels.claims
})
afterAll(() => sandbox.stop())

const post = async (body: Json) =>
  (await askSlack(sandbox, 'POST chat.postMessage', { body: { channel, ...body } })).body
const update = async (body: Json) =>
  (await askSlack(sandbox, 'POST chat.update', { body: { channel, ...body } })).body
const text = (words: string): Json => ({ type: 'mrkdwn', text: words })
const section = (words: string): Json => ({ type: 'section', text: text(words) })
const messageAt = (ts: unknown) => sandbox.messages(channel).find((one) => one.ts === ts)

describe('a message', () => {
  it('comes back with ids for its blocks, and with its metadata', async () => {
    const metadata = { event_type: 'made', event_payload: { key: 'k' } }
    const posted = await post({
      text: 'x',
      blocks: [section('One'), { ...section('Two'), block_id: 'mine' }],
      metadata,
    })

    expect(posted).toMatchObject({
      ok: true,
      message: { blocks: [{ block_id: expect.any(String) }, { block_id: 'mine' }], metadata },
    })
  })

  it('gets a time of its own, later than all before', async () => {
    const times = await Promise.all(
      Array.from({ length: 20 }, async () => String((await post({ text: 'x' }))['ts'])),
    )

    expect(new Set(times).size).toBe(20)
    expect(sandbox.messages(channel).map(({ ts }) => ts)).toEqual(
      sandbox
        .messages(channel)
        .map(({ ts }) => ts)
        .toSorted(),
    )
  })

  it('loses its blocks to text alone, and keeps its metadata', async () => {
    const metadata = { event_type: 'made', event_payload: { key: 'k' } }
    const { ts } = await post({ text: 'x', blocks: [section('One')], metadata })
    await update({ ts, text: 'y', blocks: [section('Two')] })
    const changed = { ...messageAt(ts) }
    await update({ ts, text: 'z' })

    expect(changed).toMatchObject({ text: 'y', blocks: [{ text: text('Two') }], editedTs: undefined })
    expect(messageAt(ts)).toMatchObject({
      text: 'z',
      blocks: [],
      metadata,
      editedTs: expect.any(String),
      changes: 2,
    })
    await update({ ts, text: 'z', metadata: {} })
    expect(messageAt(ts)?.metadata).toBeUndefined()
  })

  it('of a person cannot be changed or deleted by the app', async () => {
    const { ts } = sandbox.say(channel, sandbox.user('Amara Okafor').id, 'Mine')

    expect(await update({ ts, text: 'Ours' })).toMatchObject({ error: 'cant_update_message' })
    const { body } = await askSlack(sandbox, 'POST chat.delete', { body: { channel, ts } })
    expect(body).toMatchObject({ error: 'cant_delete_message' })
  })

  it.each<[string, Json, string]>([
    ['nothing at all', {}, 'no_text'],
    ['no blocks', { blocks: [] }, 'no_text'],
    ['40,001 letters', { text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['blocks that are none', { text: 'x', blocks: 'one' }, 'invalid_blocks_format'],
    ['metadata in words', { text: 'x', metadata: 'words' }, 'invalid_metadata_format'],
    ['half of the metadata', { text: 'x', metadata: { event_type: 'made' } }, 'invalid_metadata_schema'],
    [
      'metadata without end',
      { text: 'x', metadata: { event_type: 'made', event_payload: { x: 'x'.repeat(20_000) } } },
      'metadata_too_large',
    ],
    ['text that is a list', { text: ['x'] }, 'invalid_arguments'],
  ])('is refused: %s', async (_what, body, error) => {
    expect(await post(body)).toMatchObject({ ok: false, error })
  })

  it('of 40,000 letters is taken', async () => {
    expect(await post({ text: 'x'.repeat(40_000) })).toMatchObject({ ok: true })
  })

  it('without a channel is refused by the name of what is missing', async () => {
    const { body } = await askSlack(sandbox, 'POST chat.postMessage', { body: { text: 'x' } })

    expect(body).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    })
  })

  it('for one person needs that person in the channel', async () => {
    const whisper = async (user: string) =>
      (await askSlack(sandbox, 'POST chat.postEphemeral', { body: { channel, user, text: 'x' } })).body
    const bot = sandbox.user('Build Bot')

    expect(await whisper('U0NOBODY')).toMatchObject({ error: 'user_not_found' })
    expect(await whisper(bot.id)).toMatchObject({ error: 'user_not_in_channel' })
    expect(await whisper(sandbox.user('Amara Okafor').id)).toMatchObject({ ok: true })
  })
})

const header = (words: string): Json => ({ type: 'header', text: { type: 'plain_text', text: words } })
const many = (count: number, one: Json): readonly Json[] => Array.from({ length: count }, () => one)
const fields = (...all: readonly Json[]): Json => ({ type: 'section', fields: all })

describe('the blocks of a message', () => {
  it.each<[string, readonly Json[]]>([
    ['a header of 150', [header('x'.repeat(150))]],
    ['a section of 3,000', [section('x'.repeat(3_000))]],
    ['ten fields of 2,000', [fields(...many(10, text('x'.repeat(2_000))))]],
    ['25 buttons', [actions(...Array.from({ length: 25 }, (_, index) => button(`b${index}`)))]],
    [
      'a button as large as it may be',
      [
        actions(
          button('x'.repeat(255), {
            text: { type: 'plain_text', text: 'x'.repeat(75) },
            value: 'x'.repeat(2_000),
            url: `https://a.example/${'x'.repeat(2_980)}`,
          }),
        ),
      ],
    ],
    ['50 blocks', many(50, { type: 'divider' })],
    ['a button beside a section', [{ ...section('x'), accessory: button('b', { style: 'danger' }) }]],
    [
      'context with an image',
      [
        {
          type: 'context',
          elements: [text('x'), { type: 'image', image_url: 'https://a.example/a.png', alt_text: 'a' }],
        },
      ],
    ],
  ])('are taken: %s', async (_what, blocks) => {
    expect(await post({ text: 'x', blocks })).toMatchObject({ ok: true })
  })

  it.each<[string, readonly Json[], string]>([
    [
      'a header of 151',
      [header('x'.repeat(151))],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['an empty header', [header('')], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      'a header in mrkdwn',
      [{ type: 'header', text: text('x') }],
      'must be one of: plain_text [json-pointer:/blocks/0/text/type]',
    ],
    [
      'a section of 3,001',
      [section('x'.repeat(3_001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    ['a section of nothing', [{ type: 'section' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'eleven fields',
      [fields(...many(11, text('x')))],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'a field of 2,001',
      [fields(text('x'.repeat(2_001)))],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      '26 buttons',
      [actions(...Array.from({ length: 26 }, (_, index) => button(`b${index}`)))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    ['no buttons', [actions()], 'no fewer than 1 items allowed [json-pointer:/blocks/0/elements]'],
    ['51 blocks', many(51, { type: 'divider' }), 'no more than 50 items allowed [json-pointer:/blocks]'],
    [
      'words on a button',
      [actions(button('b', { text: { type: 'plain_text', text: 'x'.repeat(76) } }))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'an action_id of 256',
      [actions(button('x'.repeat(256)))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'a value of 2,001',
      [actions(button('b', { value: 'x'.repeat(2_001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'a url of 3,001',
      [actions(button('b', { url: `https://a.example/${'x'.repeat(2_983)}` }))],
      'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'a url that is none',
      [actions(button('b', { url: 'a b' }))],
      'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
    ],
    [
      'another style',
      [actions(button('b', { style: 'blue' }))],
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'the same button twice',
      [actions(button('b'), button('b'))],
      '`action_id` already exists [json-pointer:/blocks]',
    ],
    [
      'the same block_id twice',
      many(2, { type: 'divider', block_id: 'b' }),
      '`block_id` already exists [json-pointer:/blocks]',
    ],
    ['an unknown block', [{ type: 'chart' }], 'unsupported type: chart [json-pointer:/blocks/0/type]'],
    [
      'an unknown element',
      [actions({ type: 'slider' })],
      'unsupported type: slider [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a property too many',
      [{ type: 'divider', color: 'red' }],
      'invalid additional property: color [json-pointer:/blocks/0]',
    ],
    ['a block that is a word', ['x' as unknown as Json], 'unsupported type:  [json-pointer:/blocks/0/type]'],
  ])('are refused: %s', async (_what, blocks, complaint) => {
    expect(await post({ text: 'x', blocks })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      errors: [complaint],
      response_metadata: { messages: [`[ERROR] ${complaint}`] },
    })
  })
})
