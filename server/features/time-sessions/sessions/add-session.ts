import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import type { TimeSessionDeps } from '../deps.ts'
import type { PersonRow } from '../people/person.store.ts'
import { checkTimes, entryOf } from './edited-entry.ts'
import { findWorker } from './find-worker.ts'
import { openPlace } from './open-place.ts'
import { checkOwner } from './own-sessions.ts'
import { saveChanges } from './save-changes.ts'
import { sessionOf } from './session-of.ts'
import { findSessionWithPerson } from './session-search.store.ts'
import type { NewSession } from './session.schemas.ts'
import { listSessionsOfEntries, type SessionRow } from './session.store.ts'
import type { FoundSession } from './session.view.ts'

/** By hand; Clockify is not told. */
export async function addSession(
  deps: Pick<TimeSessionDeps, 'db' | 'clock' | 'mailing' | 'findUsers'>,
  scope: WorkspaceScope,
  input: NewSession,
): Promise<FoundSession> {
  checkTimes({ endedAt: null, ...input })
  return inWorkspace(deps.db, scope, async (tx) => {
    const place = await openPlace(deps, tx, scope)
    const person = await findWorker(deps, place, input.person)
    checkOwner(scope, person)
    await checkUnused(tx, scope, input.externalId)
    const at = deps.clock.now()
    const overtimeHours = person.overtimeHours ?? (await place.settings()).overtimeHours
    const session = newSession(input, { person, overtimeHours, at })
    const because = { at, actor: actorOf(scope), action: 'session.added', eventId: null, note: null }
    await saveChanges(place, [{ before: undefined, after: session, because }])
    const found = await findSessionWithPerson(tx, scope, session.id)
    if (found === undefined) throw new Error('a session that was added is not there')
    return found
  })
}

interface Circumstances {
  readonly person: PersonRow
  readonly overtimeHours: number
  readonly at: Date
}

function newSession(input: NewSession, { person, overtimeHours, at }: Circumstances): SessionRow {
  const entry = entryOf(input, { userId: person.externalId ?? '', timeZone: person.timeZone })
  const isRunning = entry.endedAt === null
  const folded = { entry, isRunning, isDeleted: false, edits: 0, editsAfterwards: 0 }
  const externalId = input.externalId ?? null
  const settled = { folded, personId: person.id, externalId, before: undefined, overtimeHours, at }
  return { ...sessionOf(settled), note: input.note ?? null }
}

async function checkUnused(
  tx: Tx,
  scope: WorkspaceScope,
  externalId: string | null | undefined,
): Promise<void> {
  if (externalId === null || externalId === undefined) return
  if ((await listSessionsOfEntries(tx, scope, [externalId])).length === 0) return
  throw new AppError('CONFLICT', `There is a session of the time entry ${externalId} already.`)
}
