import { messageOf } from '../../shared/errors.ts'
import { checkResponse, type Difference } from '../openapi/index.ts'
import { redactHeaders } from '../outbound/index.ts'
import { readAnswer, type Answer } from './read-answer.ts'
import { requestFor, type PreparedCall } from './prepare-call.ts'

/** Why a body holds fewer pages than there are. */
export interface Truncation {
  readonly reason: 'max-pages' | 'max-bytes' | 'page-failed' | 'no-answer' | 'rate-limited' | 'cancelled'
  /** The page that is missing first, counted from 1. */
  readonly page: number
  readonly detail: string
  readonly status: number | null
  /** What came in place of that page. */
  readonly body: unknown
}

/** What one call brought, whether it took one request or many. */
export interface Exchange {
  readonly status: number
  /** Without secrets. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly bodyText: string | undefined
  readonly isInexact: boolean
  readonly attempts: number
  readonly pages: number
  readonly differences: readonly Difference[]
  /** Where the samples of the differences are found. */
  readonly differing: unknown
  readonly truncated: Truncation | undefined
}

export interface CheckedAnswer {
  readonly answer: Answer
  readonly attempts: number
  readonly differences: readonly Difference[]
}

/** Sends the call with these values of the query, and compares the answer with the document. */
export async function sendChecked(
  call: PreparedCall,
  options: { readonly maxBytes: number; readonly query?: Readonly<Record<string, string>> },
): Promise<CheckedAnswer> {
  const { query, maxBytes } = options
  const request =
    query === undefined
      ? call.request
      : requestFor(call, { ...call.values, query: { ...call.values.query, ...query } })
  const { response, attempts } = await call.connection.send({ ...request, maxBytes })
  const answer = readAnswer(response)
  return { answer, attempts, differences: differencesOf(call, answer) }
}

/** The answer is there, perhaps of a write: a document that cannot judge it must not lose it. */
function differencesOf(call: PreparedCall, answer: Answer): readonly Difference[] {
  if (answer.unreadable !== undefined) return [answer.unreadable]
  // The headers of a body that is never sent.
  if (call.operation.method === 'HEAD') return []
  try {
    return checkResponse(call.compiled, answer)
  } catch (error) {
    return [{ pointer: '', kind: 'value', message: `could not be compared: ${messageOf(error)}` }]
  }
}

export function asExchange({ answer, attempts, differences }: CheckedAnswer): Exchange {
  return {
    status: answer.status,
    headers: redactHeaders(answer.headers),
    body: answer.body,
    bodyText: answer.bodyText,
    isInexact: answer.bodyText !== undefined,
    attempts,
    pages: 1,
    differences,
    differing: answer.body,
    truncated: undefined,
  }
}
