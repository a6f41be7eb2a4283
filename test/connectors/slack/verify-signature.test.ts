import { verifySlackRequest } from '@slack/bolt'
import fc from 'fast-check'
import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSignedBySlack } from '../../../server/connectors/slack/index.ts'

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5'
const NOW_S = 1_531_420_618
/** As Slack publishes it. */
const PUBLISHED = {
  body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
}

interface Given {
  readonly body: string
  readonly timestamp?: string | undefined
  readonly signature?: string | undefined
  readonly nowS?: number
}

const sign = (body: string, timestamp: string, secret = SECRET): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`

function ourJudgement({ body, timestamp, signature, nowS = NOW_S }: Given): boolean {
  const headers = {
    ...(timestamp === undefined ? {} : { 'x-slack-request-timestamp': timestamp }),
    ...(signature === undefined ? {} : { 'x-slack-signature': signature }),
  }
  const now = new Date(nowS * 1_000)
  return isSignedBySlack({ signingSecret: SECRET, headers, body: Buffer.from(body), now })
}

function boltsJudgement({ body, timestamp = '', signature = '', nowS = NOW_S }: Given): boolean {
  try {
    verifySlackRequest({
      signingSecret: SECRET,
      body,
      headers: {
        'x-slack-signature': signature,
        'x-slack-request-timestamp': timestamp === '' ? Number.NaN : Number(timestamp),
      },
      nowMilliseconds: nowS * 1_000,
    })
    return true
  } catch {
    // Its refusal is an exception, whatever is wrong.
    return false
  }
}

const both = (given: Given): readonly boolean[] => [ourJudgement(given), boltsJudgement(given)]
const at = (offsetS: number): Given => {
  const timestamp = String(NOW_S + offsetS)
  return { body: 'payload=%7B%7D', timestamp, signature: sign('payload=%7B%7D', timestamp) }
}

describe('whether Slack has signed a click', () => {
  it('agrees with the published example', () => {
    const given = { ...PUBLISHED, timestamp: String(NOW_S) }

    expect(both(given)).toEqual([true, true])
    expect(both({ ...given, body: `${given.body}&text=more` })).toEqual([false, false])
    expect(sign(given.body, given.timestamp)).toBe(given.signature)
  })

  it.each([0, -1, -299, -300])('takes what was signed %d s ago', (offsetS) => {
    expect(both(at(offsetS))).toEqual([true, true])
  })

  it.each([-301, -3_600])('refuses what was signed %d s ago', (offsetS) => {
    expect(both(at(offsetS))).toEqual([false, false])
  })

  it('refuses what comes from the future, which the official check lets through', () => {
    expect([ourJudgement(at(300)), ourJudgement(at(301)), ourJudgement(at(86_400))]).toEqual([
      true,
      false,
      false,
    ])
    expect(boltsJudgement(at(86_400))).toBe(true)
  })

  it.each<[string, Partial<Given>]>([
    ['no signature', { signature: undefined }],
    ['no time', { timestamp: undefined }],
    ['an empty time', { timestamp: '' }],
    ['a time in words', { timestamp: 'now' }],
    ['another version', { signature: sign('payload=%7B%7D', String(NOW_S)).replace('v0', 'v1') }],
    ['half a signature', { signature: sign('payload=%7B%7D', String(NOW_S)).slice(0, 40) }],
    ['a longer signature', { signature: `${sign('payload=%7B%7D', String(NOW_S))}00` }],
    ['an empty signature', { signature: 'v0=' }],
    ['another secret', { signature: sign('payload=%7B%7D', String(NOW_S), 'another') }],
    ['another body', { body: 'payload=%7B%7d' }],
    ['the time of another click', { timestamp: String(NOW_S - 1) }],
  ])('refuses %s', (_what, change) => {
    expect(both({ ...at(0), ...change })).toEqual([false, false])
  })

  it.each(['1531420618.0', '+1531420618', '0x5b47a0ca', ' 1531420618', '1e9'])(
    'refuses a time that is no plain number of seconds: %j',
    (timestamp) => {
      expect(ourJudgement({ body: 'x', timestamp, signature: sign('x', timestamp) })).toBe(false)
    },
  )

  it('refuses a header that came twice', () => {
    const { body, timestamp = '', signature = '' } = at(0)
    const headers = {
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': [signature, signature] as unknown as string,
    }
    const now = new Date(NOW_S * 1_000)

    expect(isSignedBySlack({ signingSecret: SECRET, headers, body: Buffer.from(body), now })).toBe(false)
  })

  it('agrees with the official check on any text, at any moment up to now', () => {
    const body = fc.string({ unit: 'binary', maxLength: 200 })
    const changes = fc.record({
      body,
      offsetS: fc.integer({ min: -400, max: 0 }),
      signedBody: fc.option(body, { nil: undefined }),
    })
    fc.assert(
      fc.property(changes, ({ body: sent, offsetS, signedBody = sent }) => {
        const timestamp = String(NOW_S + offsetS)
        const [ours, bolts] = both({ body: sent, timestamp, signature: sign(signedBody, timestamp) })

        expect(ours).toBe(bolts)
        expect(ours).toBe(offsetS >= -300 && Buffer.from(sent).equals(Buffer.from(signedBody)))
      }),
    )
  })
})
