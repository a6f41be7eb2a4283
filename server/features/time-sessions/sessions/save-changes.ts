import { newId } from '../../../shared/ids.ts'
import { changesBetween } from '../audit/changes-between.ts'
import { announceChanges } from '../mails/announce-changes.ts'
import { upsertSessions } from './session.store.ts'
import type { Place, SessionChange } from './session-change.ts'

export type { Place, SessionChange } from './session-change.ts'

/** The only way in which sessions change: in their order, each with its audit entry and its mails; what changes nothing is left out. */
export async function saveChanges(place: Place, changes: readonly SessionChange[]): Promise<void> {
  const { tx, scope, log } = place
  const made = changes.flatMap((change) => {
    const fields = changesBetween(change.before, change.after)
    return fields.length === 0 ? [] : [{ ...change, fields, entryId: newId() }]
  })
  if (made.length === 0) return
  await upsertSessions(tx, scope, [...new Map(made.map(({ after }) => [after.id, after])).values()])
  await log.append(
    made.map(({ after, because, fields, entryId }) => ({
      id: entryId,
      sessionId: after.id,
      changes: fields,
      ...because,
    })),
  )
  await announceChanges(place, made)
}
