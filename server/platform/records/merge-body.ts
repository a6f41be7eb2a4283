import { objectOf, type JsonObject } from '../../shared/json.ts'
import type { EntityRule } from './event-rules.ts'

/** The record that a body makes: itself, or laid over what is known when it holds only a part. */
export function mergeBody(entity: EntityRule, known: unknown, body: JsonObject): JsonObject {
  if (entity.body === 'whole') return body
  const before = objectOf(known)
  if (entity.wrap === undefined) return { ...before, ...body }
  return { ...before, [entity.wrap]: { ...objectOf(before[entity.wrap]), ...body } }
}
