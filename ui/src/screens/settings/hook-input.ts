import type { OperationDetail } from '../../api/types.ts'
import { eventName } from '../webhooks/event-words.ts'

export interface HookInput {
  readonly event: string
  readonly token: string
}

export type HookProblem = 'event' | 'token'

// What the server takes as a token: printable ASCII without blanks.
const TOKEN = /^[\x21-\x7e]{8,4096}$/

/** What is typed, as the server takes it; the names of the fields that are wrong otherwise. */
export function readHook(
  typed: HookInput,
): { readonly hook: HookInput } | { readonly problems: readonly HookProblem[] } {
  const event = eventName(typed.event)
  const token = typed.token.trim()
  const isToken = TOKEN.test(token)
  if (event !== undefined && isToken) return { hook: { event, token } }
  return {
    problems: [
      ...(event === undefined ? (['event'] as const) : []),
      ...(isToken ? [] : (['token'] as const)),
    ],
  }
}

/** The names of the events that Clockify's own document offers for a webhook, sorted. */
export function eventNamesIn(
  createWebhook: Pick<OperationDetail, 'requestBody'> | undefined,
): readonly string[] {
  for (const { schema } of createWebhook?.requestBody?.content ?? []) {
    const names = at(at(at(schema, 'properties'), 'webhookEvent'), 'enum')
    if (Array.isArray(names))
      return names.filter((name): name is string => typeof name === 'string').toSorted()
  }
  return []
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}
