import { createHash } from 'node:crypto'
import { entityOf } from './entity-of.ts'
import { findEventType } from './event-types.ts'

export interface DedupeKey {
  readonly entityId: string | undefined
  /** Deliveries with another key are never repetitions of each other. */
  readonly entityKey: string
  readonly bodyHash: Buffer
  /** For how long an equal body is a repetition; undefined = as long as it is the entity's newest state. */
  readonly repeatsForMs: number | undefined
}

export interface RepeatWindows {
  /** For bodies that name no entity. */
  readonly withoutEntityMs: number
  /** For bodies that hold ids only: short, because the next change looks the same. */
  readonly idsOnlyMs: number
}

/** What makes two deliveries the same: Clockify sends no event id, so it is the entity and its state. */
export function dedupeKey(
  windows: RepeatWindows,
  type: string,
  body: { readonly bytes: Buffer; readonly payload: Readonly<Record<string, unknown>> },
): DedupeKey {
  const bodyHash = createHash('sha256').update(body.bytes).digest()
  const entityId = entityOf(type, body.payload)
  if (entityId === undefined)
    return {
      entityId,
      entityKey: `#${bodyHash.toString('hex')}`,
      bodyHash,
      repeatsForMs: windows.withoutEntityMs,
    }
  const repeatsForMs = findEventType(type)?.idsOnly ? windows.idsOnlyMs : undefined
  return { entityId, entityKey: entityId, bodyHash, repeatsForMs }
}
