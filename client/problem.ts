/** One thing that is wrong with what was sent. `pointer` is a JSON pointer: `/3/title` is the title of the fourth task. */
export interface ProblemViolation {
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly pointer: string
  readonly message: string
}

interface ProblemOptions {
  readonly status: number
  readonly code: string
  readonly violations?: readonly ProblemViolation[]
  readonly requestId?: string | undefined
}

/** Switchyard refused, or something in front of it answered. The message is the detail: what is wrong, and what to do. */
export class SwitchyardProblem extends Error {
  /** HTTP status. */
  readonly status: number
  /** Such as `INVALID`, `FORBIDDEN`, `UPSTREAM_FAILED` (docs/errors.md); `UNREADABLE` when it was no answer of Switchyard's. */
  readonly code: string
  readonly violations: readonly ProblemViolation[]
  /** Finds the request in the server's log. */
  readonly requestId: string | undefined

  constructor(detail: string, { status, code, violations = [], requestId }: ProblemOptions) {
    super(detail)
    this.name = 'SwitchyardProblem'
    this.status = status
    this.code = code
    this.violations = violations
    this.requestId = requestId
  }

  get detail(): string {
    return this.message
  }
}

/** No answer, after all attempts; `cause` is the last failure. Whatever was sent is safe to send again. */
export class SwitchyardUnreachable extends Error {
  constructor(message: string, options: { readonly cause: unknown }) {
    super(message, options)
    this.name = 'SwitchyardUnreachable'
  }
}

/** What a refusal says; a page of a proxy in between says little. */
export function problemOf(answer: Response, text: string): SwitchyardProblem {
  const body = isProblem(answer) ? readObject(text) : undefined
  if (typeof body?.['code'] !== 'string') return unreadable(answer)
  return new SwitchyardProblem(typeof body['detail'] === 'string' ? body['detail'] : body['code'], {
    status: answer.status,
    code: body['code'],
    violations: readViolations(body['violations']),
    requestId: typeof body['requestId'] === 'string' ? body['requestId'] : undefined,
  })
}

export function isProblem(answer: Response): boolean {
  return answer.headers.get('content-type')?.startsWith('application/problem+json') === true
}

export function unreadable(answer: Response): SwitchyardProblem {
  const location = answer.headers.get('location')
  const detail =
    location === null
      ? `The address answered ${answer.status}, but not as Switchyard does. Is baseUrl right?`
      : `The address answered ${answer.status} and points to ${location}. Use the address that Switchyard itself has as baseUrl.`
  return new SwitchyardProblem(detail, { status: answer.status, code: 'UNREADABLE' })
}

export function readObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

const PARTS: readonly unknown[] = ['path', 'query', 'header', 'body']

function readViolations(value: unknown): ProblemViolation[] {
  return Array.isArray(value) ? value.filter(isViolation) : []
}

function isViolation(value: unknown): value is ProblemViolation {
  const given = value as Partial<ProblemViolation> | null
  return (
    typeof given === 'object' &&
    given !== null &&
    typeof given.pointer === 'string' &&
    typeof given.message === 'string' &&
    PARTS.includes(given.in)
  )
}
