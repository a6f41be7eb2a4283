import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { insertUnseenPeople, listPeopleOf } from '../people/person.store.ts'
import { openPlace } from '../sessions/open-place.ts'
import { saveChanges, type Place, type SessionChange } from '../sessions/save-changes.ts'
import { sessionOf } from '../sessions/session-of.ts'
import { listSessionsOfEntries, type SessionRow } from '../sessions/session.store.ts'
import { nameOf, type FactKind } from './entry-fact.ts'
import { insertFacts, listFacts, type HeardFact } from './fact.store.ts'
import { foldFacts } from './fold-facts.ts'

type ProjectDeps = Pick<TimeSessionDeps, 'db' | 'clock' | 'findUsers' | 'mailing'>

/**
 * Takes what was heard into the sessions, with an audit entry for every change, in one transaction. Returns the entries whose last state
 * is not settled by it.
 */
export async function projectFacts(
  deps: ProjectDeps,
  scope: WorkspaceScope,
  heard: readonly HeardFact[],
): Promise<ReadonlySet<string>> {
  if (heard.length === 0) return new Set()
  return inWorkspace(deps.db, scope, async (tx) => {
    const place = await openPlace(deps, tx, scope)
    const known = await readKnown(deps, place, heard)
    const taken = takeAll(known, heard, deps.clock.now())
    if (taken.facts.length > 0) await insertFacts(tx, scope, taken.facts)
    await saveChanges(place, taken.changes)
    return taken.unsure
  })
}

interface Known {
  readonly facts: Map<string, HeardFact[]>
  readonly sessions: Map<string, SessionRow>
  readonly people: ReadonlyMap<string, Met>
  readonly overtimeHours: number
}

interface Met {
  readonly id: string
  readonly overtimeHours: number | null
}

async function readKnown(
  deps: ProjectDeps,
  { tx, scope, settings }: Place,
  heard: readonly HeardFact[],
): Promise<Known> {
  const externalIds = [...new Set(heard.map(({ externalId }) => externalId))]
  const facts = new Map<string, HeardFact[]>(externalIds.map((id) => [id, []]))
  for (const fact of await listFacts(tx, scope, externalIds)) facts.get(fact.externalId)?.push(fact)
  const sessions = await listSessionsOfEntries(tx, scope, externalIds)
  const { overtimeHours } = await settings()
  return {
    facts,
    overtimeHours,
    sessions: new Map(sessions.map((session) => [session.externalId ?? '', session])),
    people: await meetPeople(deps, { tx, scope }, [...heard, ...[...facts.values()].flat()]),
  }
}

/** Our ids of the people behind Clockify's users; who was never seen is stored. */
async function meetPeople(
  { clock, findUsers }: ProjectDeps,
  { tx, scope }: Pick<Place, 'tx' | 'scope'>,
  heard: readonly HeardFact[],
): Promise<ReadonlyMap<string, Met>> {
  const names = new Map(heard.map(({ entry }) => [entry.userId, entry.userName]))
  const externalIds = [...names.keys()]
  const find = async (): Promise<Map<string, Met>> =>
    new Map(
      (await listPeopleOf(tx, scope, externalIds)).map(({ externalId, ...met }) => [externalId ?? '', met]),
    )
  const known = await find()
  const unseen = externalIds.filter((id) => !known.has(id))
  if (unseen.length === 0) return known
  const users = await findUsers(tx, scope, unseen)
  const people = unseen.map((externalId) => ({
    id: newId(),
    externalId,
    name: users.get(externalId)?.name ?? names.get(externalId) ?? externalId,
    email: users.get(externalId)?.email ?? null,
  }))
  await insertUnseenPeople(tx, scope, { people, at: clock.now() })
  return find()
}

interface Taken {
  readonly facts: HeardFact[]
  readonly changes: SessionChange[]
  readonly unsure: ReadonlySet<string>
}

/** One after the other, as if each had come alone. */
function takeAll(known: Known, heard: readonly HeardFact[], at: Date): Taken {
  const repeated = new Set<string>()
  const taken = { facts: [] as HeardFact[], changes: [] as SessionChange[] }
  for (const fact of heard) {
    const facts = known.facts.get(fact.externalId) ?? []
    const same = facts.find((other) => nameOf(other) === nameOf(fact))
    if (same !== undefined) {
      // Another event that says the same again: somebody may have put an earlier state back.
      if (same.eventId !== fact.eventId) repeated.add(fact.externalId)
      continue
    }
    facts.push(fact)
    taken.facts.push(fact)
    const folded = foldFacts(facts)
    const before = known.sessions.get(fact.externalId)
    const person = folded && known.people.get(folded.entry.userId)
    if (folded === undefined || person === undefined) continue
    const overtimeHours = person.overtimeHours ?? known.overtimeHours
    const settled = { folded, personId: person.id, externalId: fact.externalId, before, overtimeHours, at }
    const after = sessionOf(settled)
    known.sessions.set(fact.externalId, after)
    taken.changes.push({ before, after, because: causeOf(fact, at) })
  }
  const unsure = [...known.facts].filter(([externalId, facts]) => {
    const folded = foldFacts(facts)
    return folded !== undefined && (folded.isUnsure || repeated.has(externalId))
  })
  return { ...taken, unsure: new Set(unsure.map(([externalId]) => externalId)) }
}

const ACTIONS: Readonly<Record<FactKind, string>> = {
  started: 'session.opened',
  stopped: 'session.closed',
  added: 'session.added',
  split: 'session.split',
  updated: 'session.edited',
  deleted: 'session.deleted',
  restored: 'session.restored',
  fetched: 'session.fetched',
  gone: 'session.deleted',
  corrected: 'session.edited',
  removed: 'session.deleted',
}

const ASKED = 'What had come left the last state open, so Clockify was asked.'

function causeOf({ kind, eventId }: HeardFact, at: Date): SessionChange['because'] {
  const isAnswer = kind === 'fetched' || kind === 'gone'
  return {
    at,
    // Bodies name the owner of an entry, not who changed it (facts: clockify, section 5.3).
    actor: { type: isAnswer ? 'system' : 'unknown', id: null },
    action: ACTIONS[kind],
    eventId,
    note: isAnswer ? ASKED : null,
  }
}
