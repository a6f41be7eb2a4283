import {
  type SlackSandbox,
  type SlackSandboxOptions,
  startSlackSandbox,
} from '../../server/sandbox/slack/index.ts'

export type Json = Record<string, unknown>

export interface SlackAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** {} where the answer is no JSON object. */
  readonly body: Json
}

interface SlackAsking {
  /** The app's when absent, none when null. */
  readonly token?: string | null
  /** As JSON. */
  readonly body?: unknown
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** As it is, with the headers that are given. */
  readonly raw?: string
}

/** Such as `POST chat.postMessage`, or `GET users.info?user=U1`. */
export function askSlack(
  { apiUrl, botToken }: SlackSandbox,
  call: string,
  asking: SlackAsking = {},
): Promise<SlackAnswer> {
  const [method = '', path = ''] = call.split(' ')
  const { token = botToken } = asking
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  return send(`${apiUrl}/${path}`, { method, ...sent(asking, headers) })
}

/** To an incoming webhook or to where a click is answered. */
export function postTo(url: string, asking: SlackAsking): Promise<SlackAnswer> {
  return send(url, { method: 'POST', ...sent(asking, {}) })
}

async function send(url: string, request: RequestInit): Promise<SlackAnswer> {
  const answer = await fetch(url, request)
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
}

function sent({ body, form, raw, headers: more = {} }: SlackAsking, first: object): RequestInit {
  if (raw !== undefined) return { headers: { ...first, ...more }, body: raw }
  if (form !== undefined) return { headers: { ...first, ...more }, body: new URLSearchParams(form) }
  if (body === undefined) return { headers: { ...first, ...more } }
  const type = { 'content-type': 'application/json; charset=utf-8' }
  return { headers: { ...first, ...type, ...more }, body: JSON.stringify(body) }
}

function parsed(text: string): Json {
  try {
    return Object(JSON.parse(text)) as Json
  } catch {
    return {}
  }
}

export const button = (id: string, more: object = {}): Json => ({
  type: 'button',
  action_id: id,
  text: { type: 'plain_text', text: 'Claim' },
  value: '86abc',
  ...more,
})

export const actions = (...elements: readonly Json[]): Json => ({ type: 'actions', elements })

/** Posts a message with one button, and gives back where it is. */
export async function postButton(
  sandbox: SlackSandbox,
  id = 'claim_task',
): Promise<{ readonly channel: string; readonly ts: string }> {
  const { body } = await askSlack(sandbox, 'POST chat.postMessage', {
    body: { channel: sandbox.channels.claims, text: 'A task', blocks: [actions(button(id))] },
  })
  return { channel: String(body['channel']), ts: String(body['ts']) }
}

export function startSlack(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  return startSlackSandbox(options)
}
