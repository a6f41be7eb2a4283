import { redactText } from '../outbound/index.ts'

/** What an answer that is no page means for whoever asked. */
export type Refusal =
  /** The other side does not give this: to anybody like us (`family`), because it is not there (`gone`), or for this id only. */
  | { readonly kind: 'refused'; readonly family: boolean; readonly gone: boolean; readonly reason: string }
  /** Our token is not one: nothing else will work either. */
  | { readonly kind: 'token-invalid'; readonly reason: string }
  /** No usable answer. */
  | { readonly kind: 'failed'; readonly reason: string }

const LONGEST_MESSAGE = 200
const TOKEN_CODES = new Set([1000, 4003, 4017])
// The entity is gone or another workspace's; the plan does not hold the feature.
const GONE_CODE = 501
const PLAN_CODE = 4033
const REFUSING = new Set([401, 402, 403, 404])

/** Reads a 4xx or 5xx answer as Clockify means it: 401 for a missing scope, 400 with code 501 for a gone entity. */
export function judgeAnswer(status: number, body: unknown): Refusal {
  const { code, message } = readError(body)
  const reason = `answered ${status}${message === '' ? '' : `: ${message}`}`
  if (status === 401 && code !== undefined && TOKEN_CODES.has(code)) return { kind: 'token-invalid', reason }
  if (!isRefusal(status, code)) return { kind: 'failed', reason }
  const gone = status === 404 || code === GONE_CODE
  return { kind: 'refused', family: status === 401, gone, reason }
}

function isRefusal(status: number, code: number | undefined): boolean {
  if (status === 400) return code === GONE_CODE || code === PLAN_CODE
  return REFUSING.has(status)
}

function readError(body: unknown): { code: number | undefined; message: string } {
  if (typeof body !== 'object' || body === null) return { code: undefined, message: '' }
  const { code, message } = body as { code?: unknown; message?: unknown }
  return {
    code: typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? cleaned(message) : '',
  }
}

function cleaned(message: string): string {
  return redactText(message.replaceAll('\0', '')).slice(0, LONGEST_MESSAGE)
}
