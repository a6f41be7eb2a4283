import { isEmbedded, refreshToken } from '../host/bridge.ts'
import { currentToken } from '../host/token.ts'

export interface Violation {
  readonly in: string
  readonly pointer: string
  readonly message: string
}

export interface ProblemBody {
  readonly status?: number
  readonly title?: string
  readonly detail?: string
  readonly code?: string
  readonly requestId?: string
  readonly violations?: readonly Violation[]
}

/** An answer that is not a success, or no answer at all (`status` 0). */
export class Problem extends Error {
  readonly status: number
  readonly body: ProblemBody

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`)
    this.name = 'Problem'
    this.status = status
    this.body = body
  }
}

interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

const SESSION = '/api/session'

let whenSignedOut: () => void = () => undefined

/** `listener` is told when an answer says that nobody is signed in any more; the session's own answers say so themselves. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener
}

/** Resolves to the parsed answer; rejects with a Problem. A token that has expired is renewed once. */
export async function api<T>(path: string, ask: Ask = {}): Promise<T> {
  const answer = await send(path, ask)
  const text = await answer.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** The answer itself, for what is read as it comes; rejects with a Problem. */
export async function send(path: string, ask: Ask = {}): Promise<Response> {
  const first = await attempt(path, ask)
  const answer =
    first.status === 401 && isEmbedded() && (await refreshToken()) ? await attempt(path, ask) : first
  if (answer.ok) return answer
  if (answer.status === 401 && path !== SESSION) whenSignedOut()
  throw new Problem(answer.status, await problemIn(answer))
}

async function attempt(path: string, { method = 'GET', body, signal }: Ask): Promise<Response> {
  const token = currentToken()
  try {
    return await fetch(path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Problem(0, {})
  }
}

async function problemIn(answer: Response): Promise<ProblemBody> {
  try {
    return (await answer.json()) as ProblemBody
  } catch {
    return { title: answer.statusText }
  }
}

/** A path with its query; what is undefined or empty is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
