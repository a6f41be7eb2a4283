import { Type, type Static, type TObject } from 'typebox'
import { readAs, type ServiceConnection } from '../../platform/connections/index.ts'
import type { HttpRequest } from '../../platform/outbound/index.ts'
import { isTaken, slackError } from './slack-error.ts'

/** What each part of the client sends with. */
export interface SlackSender {
  readonly connection: ServiceConnection
  /** The same without the token, for addresses that are secrets in themselves. */
  readonly hooks: ServiceConnection
  readonly signal: AbortSignal | undefined
}

const TIMEOUT_MS = 20_000

/** One call of a method of the Web API that reads; safe to repeat. */
export function readSlack<Schema extends TObject>(
  sender: SlackSender,
  schema: Schema,
  { method, query }: { readonly method: string; readonly query: Readonly<Record<string, string>> },
): Promise<Static<Schema>> {
  const search = new URLSearchParams(query).toString()
  return ask(sender, schema, {
    method: 'GET',
    url: `${sender.connection.baseUrls['api']}/${method}?${search}`,
    headers: {},
  })
}

/** One call of a method that writes; sent once. */
export function writeSlack<Schema extends TObject>(
  sender: SlackSender,
  schema: Schema,
  { method, body }: { readonly method: string; readonly body: object },
): Promise<Static<Schema>> {
  return ask(sender, schema, {
    method: 'POST',
    url: `${sender.connection.baseUrls['api']}/${method}`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  })
}

/** To an incoming webhook, or to where a click is answered. */
export async function postToHook({ hooks, signal }: SlackSender, url: string, body: object): Promise<void> {
  const { response } = await hooks.send({
    ...withSignal(signal),
    method: 'POST',
    url,
    hasSecretPath: true,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  })
  if (!isTaken(response)) throw slackError(response)
}

async function ask<Schema extends TObject>(
  { connection, signal }: SlackSender,
  schema: Schema,
  request: Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>,
): Promise<Static<Schema>> {
  const { response } = await connection.send({ ...withSignal(signal), ...request })
  const isOk = response.status === 200 && readAs(Ok, response) !== undefined
  const answer = isOk ? readAs(schema, response) : undefined
  if (answer === undefined) throw slackError(response)
  return answer
}

const Ok = Type.Object({ ok: Type.Literal(true) })

function withSignal(signal: AbortSignal | undefined) {
  return { service: 'slack', timeoutMs: TIMEOUT_MS, ...(signal === undefined ? {} : { signal }) }
}
