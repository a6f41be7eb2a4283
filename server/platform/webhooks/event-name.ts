/** What an event's name may look like, documented or not. */
export const EVENT_NAME = '^[A-Z][A-Z0-9_]{0,99}$'

/** TIME_ENTRY_UPDATED -> time-entry-updated, as in the paths of webhooks. */
export function toKebab(name: string): string {
  return name.toLowerCase().replaceAll('_', '-')
}

export function fromKebab(kebab: string): string {
  return kebab.toUpperCase().replaceAll('-', '_')
}
