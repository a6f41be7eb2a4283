const MAX_EVENTS = 10
const DEFAULT_EVENTS = [
  'NEW_TIMER_STARTED',
  'TIMER_STOPPED',
  'NEW_TIME_ENTRY',
  'TIME_ENTRY_UPDATED',
  'TIME_ENTRY_DELETED',
  'NEW_PROJECT',
  'PROJECT_UPDATED',
  'PROJECT_DELETED',
  'USER_JOINED_WORKSPACE',
  'USER_UPDATED',
]

function parts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** The manifest may declare ten webhooks; whether the names exist is checked where the manifest is built. */
export function readWebhookEvents(text: string | undefined): readonly string[] {
  if (text === undefined) return DEFAULT_EVENTS
  const names = parts(text)
  const odd = names.find((name) => !/^[A-Z][A-Z_]+$/.test(name))
  if (odd !== undefined) throw new Error(`"${odd}" is no event name`)
  if (new Set(names).size !== names.length) throw new Error('an event is named twice')
  if (names.length > MAX_EVENTS)
    throw new Error(`${names.length} events are too many; Clockify takes ${MAX_EVENTS}`)
  return names
}

/** Exact origins: scheme, host and port, nothing behind; a star is no host. */
export function readOrigins(text: string | undefined): readonly string[] {
  return parts(text ?? '').map((part) => {
    const url = URL.canParse(part) ? new URL(part) : undefined
    if (
      !url ||
      !/^https?:$/.test(url.protocol) ||
      url.origin !== part.replace(/\/$/, '').toLowerCase() ||
      url.origin.includes('*')
    )
      throw new Error(`"${part}" is no origin such as http://127.0.0.1:9000`)
    return url.origin
  })
}
