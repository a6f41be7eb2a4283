import {
  type HuntflowSandbox,
  type HuntflowSandboxOptions,
  startHuntflowSandbox,
} from '../../server/sandbox/huntflow/index.ts'

export type Json = Record<string, unknown>

export interface HuntflowAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** {} where the answer is no JSON object. */
  readonly body: Json
}

export interface HuntflowAsking {
  /** The seeded person's when absent, none when null. */
  readonly token?: string | null
  readonly body?: unknown
  readonly form?: FormData
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

export const SMALL_HUNTFLOW = { vacancies: 12, applicants: 40 }

/** Quick unless the test says otherwise: no rate limit. */
export function startSmallHuntflow(options: HuntflowSandboxOptions = {}): Promise<HuntflowSandbox> {
  const size = { ...SMALL_HUNTFLOW, ...options.size }
  return startHuntflowSandbox({ requestsPerSecond: 1_000_000, ...options, size })
}

/** Such as `GET /me`; `{a}` in the path is the owned account. */
export async function askHuntflow(
  sandbox: HuntflowSandbox,
  call: string,
  asking: HuntflowAsking = {},
): Promise<HuntflowAnswer> {
  const [method = '', path = ''] = call.split(' ')
  const url = `${sandbox.apiUrl}/v2${path.replace('{a}', String(sandbox.accountId))}`
  const answer = await fetch(url, { method, ...sent(sandbox, asking) })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
}

function sent(sandbox: HuntflowSandbox, asking: HuntflowAsking): RequestInit {
  const { token, body, form, headers: more = {}, signal } = asking
  const headers: Record<string, string> = { 'user-agent': 'tests/1.0 (tests@product.example)', ...more }
  if (token !== null) headers['authorization'] = `Bearer ${token ?? sandbox.tokens.accessToken}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const payload = form ?? (body === undefined ? undefined : JSON.stringify(body))
  return {
    headers,
    ...(payload === undefined ? {} : { body: payload }),
    ...(signal === undefined ? {} : { signal }),
  }
}

function parsed(text: string): Json {
  try {
    return Object(JSON.parse(text)) as Json
  } catch {
    return {}
  }
}

export function itemsOf({ body }: HuntflowAnswer): readonly Json[] {
  return Array.isArray(body['items']) ? (body['items'] as Json[]) : []
}

/** The first error, as `type: title (detail) at place`. */
export function errorOf({ body }: HuntflowAnswer): string {
  const [error] = Array.isArray(body['errors']) ? (body['errors'] as HuntflowError[]) : []
  if (error === undefined) return 'none'
  const detail = error.detail === undefined ? '' : ` (${error.detail})`
  const place = error.location?.variable === undefined ? '' : ` at ${error.location.variable}`
  return `${error.type}: ${error.title}${detail}${place}`
}

interface HuntflowError {
  readonly type: string
  readonly title: string
  readonly detail?: string
  readonly location?: { readonly variable?: string }
}

export function fileForm(name: string, content: Buffer | string, type = 'application/pdf'): FormData {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(Buffer.from(content))], { type }), name)
  return form
}
