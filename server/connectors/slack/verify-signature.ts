import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

interface SignedRequest {
  readonly signingSecret: string
  readonly headers: IncomingHttpHeaders
  /** As it came, byte for byte. */
  readonly body: Buffer
  readonly now: Date
}

/** Either way: what was recorded cannot be sent again, and a clock that is ahead proves nothing. */
const MOST_SKEW_S = 300
const SIGNATURE = /^v0=([0-9a-f]{64})$/
const TIMESTAMP = /^\d{1,12}$/

/** Whether Slack has signed this within the last five minutes (facts: slack, section 2.3). */
export function isSignedBySlack({ signingSecret, headers, body, now }: SignedRequest): boolean {
  const timestamp = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof timestamp !== 'string' || !TIMESTAMP.test(timestamp)) return false
  const given = typeof signature === 'string' ? SIGNATURE.exec(signature)?.[1] : undefined
  if (given === undefined || Math.abs(now.getTime() / 1_000 - Number(timestamp)) > MOST_SKEW_S) return false
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(given, 'hex'))
}
