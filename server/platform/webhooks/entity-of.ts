import { findEventType } from './event-types.ts'

// Wider than Clockify's 24 hexadecimal digits; never '#', with which keys of bodies without an entity begin.
const ENTITY_ID = /^[\w.:-]{1,128}$/

/** The id of the entity that a body is about; undefined when the event's bodies have none, or this one's is no id. */
export function entityOf(type: string, body: Readonly<Record<string, unknown>>): string | undefined {
  const fields = findEventType(type)?.entityIdIn ?? ['id']
  return fields
    .map((field) => (Object.hasOwn(body, field) ? body[field] : undefined))
    .find((value): value is string => typeof value === 'string' && ENTITY_ID.test(value))
}
