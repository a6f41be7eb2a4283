/** Names of all services: Clockify's are in capitals, others as they write them. */
export const ANY_EVENT_NAME = '^[A-Za-z][A-Za-z0-9_]{0,99}$'

/** What an event's name may look like, documented or not. */
export const EVENT_NAME = '^[A-Z][A-Z0-9_]{0,99}$'

/** TIME_ENTRY_UPDATED -> /webhooks/clockify/time-entry-updated: each event has a path of its own, because its token is known by the path. */
export function eventPath(event: string): string {
  return `/webhooks/clockify/${event.toLowerCase().replaceAll('_', '-')}`
}

/** The event of such a path's last word. */
export function eventOfWord(word: string): string {
  return word.toUpperCase().replaceAll('-', '_')
}
