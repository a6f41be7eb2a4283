import { createHmac } from 'node:crypto'

/** Of the bytes as they are sent, with the second at which they leave. */
export function sign(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}
