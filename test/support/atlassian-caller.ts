import {
  type AtlassianSandbox,
  type AtlassianSandboxOptions,
  startAtlassianSandbox,
} from '../../server/sandbox/atlassian/index.ts'

export type Json = Record<string, unknown>

export interface AtlassianAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** {} where the answer is no JSON object. */
  readonly body: Json
}

export interface AtlassianAsking {
  readonly body?: unknown
  /** Instead of the owner's; none when null. */
  readonly authorization?: string | null
  readonly isGateway?: boolean
  readonly signal?: AbortSignal
}

export const SMALL_ATLASSIAN = { users: 4, phases: 1, workPackages: 2, tasks: 2, pages: 6, tasksPerPage: 2 }

/** Quick unless the test says otherwise: no rate limit, and search is not behind. */
export function startSmallAtlassian(options: AtlassianSandboxOptions = {}): Promise<AtlassianSandbox> {
  const size = { ...SMALL_ATLASSIAN, ...options.size }
  const quirks = { searchLagMs: 0, ...options.quirks }
  return startAtlassianSandbox({ unlimited: true, ...options, size, quirks })
}

export function basic(email: string, token: string): string {
  return `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
}

/** Such as `GET /rest/api/3/myself`: whose path it is decides who is asked. */
export async function askAtlassian(
  sandbox: AtlassianSandbox,
  call: string,
  { body, authorization, isGateway = false, signal }: AtlassianAsking = {},
): Promise<AtlassianAnswer> {
  const [method = '', path = ''] = call.split(' ')
  const { url, usual } = isGateway ? gatewayOf(sandbox, path) : placeOf(sandbox, path)
  const header = authorization === undefined ? usual : authorization
  const answer = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(header === null ? {} : { authorization: header }), 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
}

function placeOf({ cloud, dataCenter }: AtlassianSandbox, path: string) {
  const isCloud = /^\/(?:rest\/api\/3|wiki|_edge)\b/.test(path)
  if (isCloud) return { url: cloud.siteUrl + path, usual: basic(cloud.email, cloud.apiToken) }
  const isJira = /^\/rest\/(?:api\/2|agile)\b/.test(path)
  const base = isJira ? dataCenter.jiraUrl : dataCenter.confluenceUrl
  return { url: base + path, usual: `Bearer ${dataCenter.token}` }
}

function gatewayOf({ cloud }: AtlassianSandbox, path: string) {
  const base = path.startsWith('/wiki') ? cloud.gatewayConfluenceUrl : cloud.gatewayJiraUrl
  return { url: base + path.replace(/^\/wiki/, ''), usual: basic(cloud.email, cloud.apiToken) }
}

function parsed(text: string): Json {
  try {
    return Object(JSON.parse(text)) as Json
  } catch {
    return {}
  }
}

/** The first words of an error, in whichever form it comes. */
export function errorOf({ body }: AtlassianAnswer): string {
  const [inList] = Array.isArray(body['errors']) ? (body['errors'] as { readonly title?: string }[]) : []
  const [message] = Array.isArray(body['errorMessages']) ? (body['errorMessages'] as string[]) : []
  const [field] = Object.entries(Object(body['errors'] ?? {}) as Record<string, unknown>)
  const byField = field === undefined ? undefined : `${field[0]}: ${String(field[1])}`
  const whole = typeof body['message'] === 'string' ? body['message'] : 'none'
  return inList?.title ?? message ?? byField ?? whole
}

/** Values of one property of the list that the answer holds. */
export function listed(answer: AtlassianAnswer, name: string): readonly unknown[] {
  const found = [JSON.parse(answer.text) as unknown, ...Object.values(answer.body)].find(Array.isArray)
  return ((found as Json[] | undefined) ?? []).map((one) => one[name])
}
