import { request } from 'undici'

import { messageOf } from '../../../shared/errors.ts'
import type { World } from '../world.ts'
import { buildPayload, type Click } from './build-payload.ts'
import { sign } from './sign.ts'

export interface SentClick extends Click {
  /** `forged`: made with another secret; `tampered`: the body was changed after it was signed. */
  readonly signature?: 'good' | 'forged' | 'tampered' | 'none'
  /** How far Slack's clock is from the real one; below 0 is the past. */
  readonly skewSeconds?: number
  /** In place of what is true, at the top of the payload. */
  readonly payload?: Readonly<Record<string, unknown>>
}

export interface ClickOutcome {
  /** 0 when there was no answer within three seconds, or no connection. */
  readonly status: number
  readonly body: string
  readonly tookMs: number
  /** Why there was no answer. */
  readonly problem?: string
  readonly responseUrl: string
  readonly actionTs: string
  /** As it was sent, to send it again. */
  readonly sent: SentBytes
}

export interface SentBytes {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Clicks: signs what Slack would tell, and sends it to the app's Request URL. */
export async function sendClick(world: World, click: SentClick): Promise<ClickOutcome> {
  const { payload, responseUrl, actionTs } = buildPayload(world, click)
  const sent = signed(world, click, JSON.stringify({ ...payload, ...click.payload }))
  return { ...(await deliver(world, sent)), responseUrl, actionTs, sent }
}

function signed({ state, ...world }: World, click: SentClick, payload: string): SentBytes {
  const { signature = 'good', skewSeconds = 0 } = click
  const timestamp = Math.floor(world.clock.now().getTime() / 1_000) + skewSeconds
  const body = new URLSearchParams({ payload }).toString()
  const secret = signature === 'forged' ? `not ${state.signingSecret}` : state.signingSecret
  const proof = sign(secret, timestamp, body)
  return {
    body: signature === 'tampered' ? `${body}&more=1` : body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(timestamp),
      ...(signature === 'none' ? {} : { 'x-slack-signature': proof }),
    },
  }
}

type Delivered = Pick<ClickOutcome, 'status' | 'body' | 'tookMs' | 'problem'>

/** The same bytes may be sent again, as somebody who has recorded them would. */
export async function deliver(world: World, { headers, body }: SentBytes): Promise<Delivered> {
  const { requestUrl } = world.state
  if (requestUrl === undefined) throw new RangeError('the sandbox has no Request URL: set one first')
  const startedMs = world.clock.monotonicMs()
  const tookMs = (): number => world.clock.monotonicMs() - startedMs
  try {
    const answer = await request(requestUrl, {
      method: 'POST',
      dispatcher: world.agent,
      signal: AbortSignal.timeout(world.options.clickTimeoutMs),
      headers,
      body,
    })
    const text = await answer.body.text()
    return { status: answer.statusCode, body: text, tookMs: tookMs() }
  } catch (error) {
    // The app is down or too slow: Slack shows that it did not respond, and does not ask again.
    return { status: 0, body: '', tookMs: tookMs(), problem: messageOf(error) }
  }
}

export function tellOutcome({ status, tookMs, problem }: Delivered): string {
  const took = `${Math.round(tookMs)} ms`
  if (problem !== undefined) return `The app did not respond (${problem}, ${took}).`
  return status === 200
    ? `The app took the click (${took}).`
    : `The app refused the click (${status}, ${took}).`
}
