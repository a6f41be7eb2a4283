import type { Answer } from '../../shared/http/answer.ts'

interface More {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Beside `ok` and `error`. */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** A refusal of the Web API: with the status 200 but for rate limits. */
export class SlackError extends Error {
  readonly code: string
  readonly more: More

  constructor(code: string, more: More = {}) {
    super(code)
    this.name = 'SlackError'
    this.code = code
    this.more = more
  }
}

export function refusal({ code, more }: SlackError): Answer {
  const { status = 200, headers = {}, fields = {} } = more
  return { status, headers, body: { ok: false, error: code, ...fields } }
}

/** What is wrong with the arguments; each complaint as Slack writes it, without its mark. */
export function invalidArguments(complaints: readonly string[]): SlackError {
  return withMessages('invalid_arguments', complaints)
}

export function withMessages(code: string, complaints: readonly string[]): SlackError {
  const messages = complaints.map((complaint) => `[ERROR] ${complaint}`)
  return new SlackError(code, { fields: { response_metadata: { messages } } })
}

export function rateLimited(seconds: number): SlackError {
  return new SlackError('ratelimited', { status: 429, headers: { 'retry-after': String(seconds) } })
}
