import { isProblem, problemOf, readObject, SwitchyardUnreachable, unreadable } from './problem.ts'

/** Told before a request is sent again. */
export interface Retry {
  /** How often it was sent so far. */
  readonly attempt: number
  readonly delayMs: number
  /** In words. */
  readonly reason: string
}

export interface Sender {
  /** Where Switchyard is, without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly fetch: typeof fetch
  readonly onRetry: ((retry: Retry) => void) | undefined
}

export interface Call {
  readonly method: 'GET' | 'POST'
  /** From /api on, with its query. */
  readonly path: string
  readonly body?: unknown
  readonly signal: AbortSignal | undefined
}

const ATTEMPTS = 7
const FIRST_DELAY_MS = 500
/** Switchyard answers a push within half a minute. */
const TIMEOUT_MS = 60_000
/** Who is to wait for longer is told instead. */
const LONGEST_RETRY_AFTER_MS = 300_000
const PASSING = new Set([408, 429, 503, 504])

type Sent =
  | { readonly answer: Response; readonly text: string }
  | { readonly answer?: never; readonly cause: unknown }

/**
 * One request, repeated while its failure may pass: no answer, 429, 503, 504, and 502 of a proxy. All requests of this client are safe to repeat.
 * Throws SwitchyardProblem, SwitchyardUnreachable, or the signal's reason.
 */
export async function send(sender: Sender, call: Call): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const sent = await attemptOf(sender, call)
    if (sent.answer !== undefined && sent.answer.ok) return valueOf(sent.answer, sent.text)
    const delayMs = attempt < ATTEMPTS ? delayBefore(sent, attempt) : undefined
    if (delayMs === undefined) throw failureOf(sender, sent)
    sender.onRetry?.({ attempt, delayMs, reason: reasonOf(sent) })
    await pause(delayMs, call.signal)
  }
}

/** Ends early with the signal's reason. */
export async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, delayMs)
    signal?.addEventListener('abort', end)
  })
  signal?.throwIfAborted()
}

async function attemptOf(
  { baseUrl, apiKey, fetch }: Sender,
  { method, path, body, signal }: Call,
): Promise<Sent> {
  signal?.throwIfAborted()
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      // Following one would make a GET of a POST.
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    })
    return { answer, text: await answer.text() }
  } catch (cause) {
    signal?.throwIfAborted()
    return { cause }
  }
}

function valueOf(answer: Response, text: string): unknown {
  const value = readObject(text)
  if (value === undefined) throw unreadable(answer)
  return value
}

/** Undefined: the failure is for good. */
function delayBefore({ answer }: Sent, attempt: number): number | undefined {
  const backoffMs = FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2)
  if (answer === undefined) return backoffMs
  // A 502 with a problem is Switchyard's word that ClickUp has refused.
  if (!PASSING.has(answer.status) && !(answer.status === 502 && !isProblem(answer))) return undefined
  const askedMs = retryAfterMs(answer)
  return askedMs > LONGEST_RETRY_AFTER_MS ? undefined : Math.max(askedMs, backoffMs)
}

function retryAfterMs({ headers }: Response): number {
  const given = headers.get('retry-after') ?? ''
  if (/^\d+$/.test(given)) return Number(given) * 1000
  const at = Date.parse(given)
  return Number.isNaN(at) ? 0 : at - Date.now()
}

function failureOf({ baseUrl }: Sender, sent: Sent): Error {
  if (sent.answer !== undefined) return problemOf(sent.answer, sent.text)
  const message = `${baseUrl} gave no answer (${reasonOf(sent)}). Check that Switchyard runs there, then send the same again.`
  return new SwitchyardUnreachable(message, { cause: sent.cause })
}

function reasonOf(sent: Sent): string {
  if (sent.answer !== undefined) return problemReason(sent.answer, sent.text)
  const { cause } = sent
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `nothing within ${TIMEOUT_MS / 1000} s`
  // What fetch itself says is always the same; its cause says what happened.
  return cause.cause instanceof Error ? cause.cause.message || codeOf(cause.cause) : cause.message
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : error.name
}

function problemReason(answer: Response, text: string): string {
  const { code, detail } = problemOf(answer, text)
  return code === 'UNREADABLE' ? `answered ${answer.status}` : detail
}
