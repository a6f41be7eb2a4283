export interface Fault {
  /** Tested against `METHOD /path`; absent: every request. */
  readonly matching?: RegExp
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown
  /** How many requests are hit; 1 when absent. */
  readonly times?: number
  readonly delayMs?: number
  /** Never answer: the connection stays open until the caller or the sandbox ends it. */
  readonly hang?: boolean
}
