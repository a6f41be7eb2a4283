import {
  type ClickUpSandbox,
  type ClickUpSandboxOptions,
  startClickupSandbox,
} from '../../server/sandbox/clickup/index.ts'

export type Json = Record<string, unknown>

export interface ClickUpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** {} where the answer is no JSON object. */
  readonly body: Json
}

export interface Asking {
  /** The owner's when absent, none when null. */
  readonly token?: string | null
  readonly body?: unknown
  readonly form?: FormData
  readonly signal?: AbortSignal
}

export const SMALL_CLICKUP = {
  members: 6,
  spaces: 3,
  folders: 2,
  lists: 2,
  folderlessLists: 2,
  tasks: 60,
  comments: 120,
  attachments: 24,
}

/** Quick and exact unless the test says otherwise: no rate limit, no doubled and no disordered deliveries. */
export function startSmallClickUp(options: ClickUpSandboxOptions = {}): Promise<ClickUpSandbox> {
  return startClickupSandbox({
    requestsPerMinute: 1_000_000,
    webhooks: { retryDelayMs: 5, timeoutMs: 500 },
    ...options,
    size: { ...SMALL_CLICKUP, ...options.size },
    quirks: { duplicateRate: 0, reorderBursts: false, ...options.quirks },
  })
}

/** Such as `GET /v2/user`. */
export async function askClickUp(
  sandbox: ClickUpSandbox,
  call: string,
  asking: Asking = {},
): Promise<ClickUpAnswer> {
  const [method = '', path = ''] = call.split(' ')
  const url = path.startsWith('/v2/') ? sandbox.apiUrl + path : sandbox.origin + path
  const answer = await fetch(url, { method, redirect: 'manual', ...sent(sandbox, asking) })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
}

function sent(sandbox: ClickUpSandbox, { token, body, form, signal }: Asking): RequestInit {
  const authorization: Record<string, string> =
    token === null ? {} : { authorization: token ?? sandbox.tokens.owner }
  const common = { headers: authorization, ...(signal === undefined ? {} : { signal }) }
  if (form !== undefined) return { ...common, body: form }
  if (body === undefined) return common
  const headers = { ...authorization, 'content-type': 'application/json' }
  return { ...common, headers, body: JSON.stringify(body) }
}

function parsed(text: string): Json {
  try {
    return Object(JSON.parse(text)) as Json
  } catch {
    return {}
  }
}

/** The list of an answer, such as its tasks. */
export function itemsOf(answer: ClickUpAnswer, name: string): readonly Json[] {
  const items = answer.body[name]
  return Array.isArray(items) ? (items as Json[]) : []
}
