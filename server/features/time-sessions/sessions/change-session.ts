import { isDeepStrictEqual } from 'node:util'
import { AppError, notFound } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { actorOf } from '../audit/actor-of.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { nameOf, type EntrySnapshot, type FactKind } from '../events/entry-fact.ts'
import { insertFacts, listFacts, type HeardFact } from '../events/fact.store.ts'
import { foldFacts, type Folded } from '../events/fold-facts.ts'
import { hashOf } from '../events/read-entry.ts'
import { findPerson } from '../people/person.store.ts'
import { checkTimes, entryOf } from './edited-entry.ts'
import { openPlace } from './open-place.ts'
import { checkOwner } from './own-sessions.ts'
import { saveChanges, type Place } from './save-changes.ts'
import { sessionOf } from './session-of.ts'
import { findSessionWithPerson } from './session-search.store.ts'
import type { SessionEdit } from './session.schemas.ts'
import type { SessionRow } from './session.store.ts'
import type { FoundSession } from './session.view.ts'

type ChangeDeps = Pick<TimeSessionDeps, 'db' | 'clock' | 'mailing'>

/** By hand; Clockify is not told, and what it says of the entry later takes the place of this. */
export async function changeSession(
  deps: ChangeDeps,
  scope: WorkspaceScope,
  { id, ...edit }: SessionEdit & { readonly id: string },
): Promise<FoundSession> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const place = await openPlace(deps, tx, scope)
    const found = await findOwn(place, id)
    const { session: before } = found
    if (before.status === 'deleted')
      throw new AppError('CONFLICT', 'This session is deleted: it can be read, not changed.')
    const at = deps.clock.now()
    const edited = await editedSession(place, { before, at, edit })
    const after = { ...edited, ...(edit.note === undefined ? {} : { note: edit.note }) }
    const because = { at, actor: actorOf(scope), action: 'session.edited', eventId: null, note: null }
    await saveChanges(place, [{ before, after, because }])
    return { ...found, session: after }
  })
}

/** Marks it as deleted: what it was can still be read. Doing so again changes nothing. */
export async function removeSession(
  deps: ChangeDeps,
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<void> {
  await inWorkspace(deps.db, scope, async (tx) => {
    const place = await openPlace(deps, tx, scope)
    const { session: before } = await findOwn(place, id)
    if (before.status === 'deleted') return
    const at = deps.clock.now()
    const { facts, was } = await recall(place, before)
    if (facts !== undefined) await tell(place, { facts, kind: 'removed', entry: was, at })
    const after: SessionRow = { ...before, status: 'deleted', running: false, updatedAt: at }
    const because = { at, actor: actorOf(scope), action: 'session.deleted', eventId: null, note: null }
    await saveChanges(place, [{ before, after, because }])
  })
}

async function findOwn({ tx, scope }: Place, id: string): Promise<FoundSession> {
  const found = await findSessionWithPerson(tx, scope, id)
  if (found === undefined) throw notFound('session', id)
  checkOwner(scope, found.person)
  return found
}

async function findLimit({ tx, scope, settings }: Place, personId: string): Promise<number> {
  const person = await findPerson(tx, scope, personId)
  return person?.overtimeHours ?? (await settings()).overtimeHours
}

interface Edit {
  readonly before: SessionRow
  readonly at: Date
  readonly edit: SessionEdit
}

async function editedSession(place: Place, { before, at, edit }: Edit): Promise<SessionRow> {
  const { personId, externalId } = before
  const { facts, was } = await recall(place, before)
  const entry = entryOf(edit, was)
  checkTimes({ ...entry, timeZone: edit.timeZone })
  if (isDeepStrictEqual(entry, was)) return before
  const told = facts && (await tell(place, { facts, kind: 'corrected', entry, at }))
  const folded = (told && foldFacts(told)) ?? foldByHand(before, entry)
  const overtimeHours = await findLimit(place, personId)
  return sessionOf({ folded, personId, externalId, before, overtimeHours, at })
}

interface Recalled {
  /** Undefined: nothing but this server knows of it. */
  readonly facts: readonly HeardFact[] | undefined
  readonly was: EntrySnapshot
}

async function recall({ tx, scope }: Place, session: SessionRow): Promise<Recalled> {
  const { externalId } = session
  const facts = externalId === null ? [] : await listFacts(tx, scope, [externalId])
  const folded = foldFacts(facts)
  return folded === undefined
    ? { facts: undefined, was: entryOfSession(session) }
    : { facts, was: folded.entry }
}

interface Telling {
  readonly facts: readonly HeardFact[]
  readonly kind: Extract<FactKind, 'corrected' | 'removed'>
  readonly entry: EntrySnapshot
  readonly at: Date
}

/** What is done by hand is one more thing that is said of an entry; all that was said. */
async function tell(
  { tx, scope }: Place,
  { facts, kind, entry, at }: Telling,
): Promise<readonly HeardFact[]> {
  const externalId = facts[0]?.externalId
  if (externalId === undefined) return facts
  // The same at another time is another fact.
  const hash = hashOf({ ...entry, description: `${at.toISOString()} ${entry.description}` })
  const said = { externalId, kind, hash, at, entry, knows: facts.map(nameOf), eventId: null }
  await insertFacts(tx, scope, [said])
  return [...facts, said]
}

/** Of a session that only people here know of. */
function foldByHand({ edits, endedAt }: SessionRow, entry: EntrySnapshot): Omit<Folded, 'isUnsure'> {
  const all = edits + 1
  const isRunning = entry.endedAt === null
  return { entry, isDeleted: false, isRunning, edits: all, editsAfterwards: endedAt === null ? 0 : all }
}

function entryOfSession(session: SessionRow): EntrySnapshot {
  const { description, projectId, projectName, taskId, taskName, billable } = session
  const { startedAt, endedAt, timeZone, offsetStart, offsetEnd } = session
  return {
    description,
    userId: '',
    userName: null,
    projectId,
    projectName,
    taskId,
    taskName,
    billable,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    timeZone,
    offsetStart,
    offsetEnd,
  }
}
