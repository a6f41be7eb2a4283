import type { EntityRule } from './event-rules.ts'

type Json = Readonly<Record<string, unknown>>

/** The record that a body makes: itself, or laid over what is known when it holds only a part. */
export function mergeBody(entity: EntityRule, known: unknown, body: Json): Json {
  if (entity.body === 'whole') return body
  const before = objectOf(known)
  if (entity.wrap === undefined) return { ...before, ...body }
  return { ...before, [entity.wrap]: { ...objectOf(before[entity.wrap]), ...body } }
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}
