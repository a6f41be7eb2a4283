import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { openAuditLog } from '../audit/append-entries.ts'
import type { AuditDraft } from '../audit/audit-chain.ts'
import { changesBetween } from '../audit/changes-between.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { insertUnseenPeople, listPeopleOf } from '../people/person.store.ts'
import { sessionOf } from '../sessions/session-of.ts'
import { listSessionsOfEntries, upsertSessions, type SessionRow } from '../sessions/session.store.ts'
import { nameOf, type FactKind } from './entry-fact.ts'
import { insertFacts, listFacts, type HeardFact } from './fact.store.ts'
import { foldFacts } from './fold-facts.ts'

type ProjectDeps = Pick<TimeSessionDeps, 'db' | 'clock' | 'findUsers'>

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
    const log = await openAuditLog(tx, scope)
    const known = await readKnown(deps, { tx, scope }, heard)
    const taken = takeAll(known, heard, deps.clock.now())
    if (taken.facts.length > 0) await insertFacts(tx, scope, taken.facts)
    if (taken.changed.size > 0) await upsertSessions(tx, scope, [...taken.changed.values()])
    await log.append(taken.drafts)
    return taken.unsure
  })
}

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

interface Known {
  readonly facts: Map<string, HeardFact[]>
  readonly sessions: Map<string, SessionRow>
  readonly people: ReadonlyMap<string, string>
}

async function readKnown(
  deps: ProjectDeps,
  { tx, scope }: Place,
  heard: readonly HeardFact[],
): Promise<Known> {
  const externalIds = [...new Set(heard.map(({ externalId }) => externalId))]
  const facts = new Map<string, HeardFact[]>(externalIds.map((id) => [id, []]))
  for (const fact of await listFacts(tx, scope, externalIds)) facts.get(fact.externalId)?.push(fact)
  const sessions = await listSessionsOfEntries(tx, scope, externalIds)
  return {
    facts,
    sessions: new Map(sessions.map((session) => [session.externalId ?? '', session])),
    people: await meetPeople(deps, { tx, scope }, [...heard, ...[...facts.values()].flat()]),
  }
}

/** Our ids of the people behind Clockify's users; who was never seen is stored. */
async function meetPeople(
  { clock, findUsers }: ProjectDeps,
  { tx, scope }: Place,
  heard: readonly HeardFact[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map(heard.map(({ entry }) => [entry.userId, entry.userName]))
  const externalIds = [...names.keys()]
  const find = async (): Promise<Map<string, string>> =>
    new Map((await listPeopleOf(tx, scope, externalIds)).map(({ id, externalId }) => [externalId ?? '', id]))
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
  readonly changed: Map<string, SessionRow>
  readonly drafts: AuditDraft[]
  readonly unsure: ReadonlySet<string>
}

/** One after the other, as if each had come alone. */
function takeAll(known: Known, heard: readonly HeardFact[], at: Date): Taken {
  const repeated = new Set<string>()
  const taken = {
    facts: [] as HeardFact[],
    changed: new Map<string, SessionRow>(),
    drafts: [] as AuditDraft[],
  }
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
    const personId = folded && known.people.get(folded.entry.userId)
    if (folded === undefined || personId === undefined) continue
    const after = sessionOf({ folded, personId, externalId: fact.externalId, before, newId, at })
    const changes = changesBetween(before, after)
    if (changes.length === 0) continue
    known.sessions.set(fact.externalId, after)
    taken.changed.set(after.id, after)
    taken.drafts.push(draftOf(fact, { sessionId: after.id, changes, at }))
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
}

const ASKED = 'What had come left the last state open, so Clockify was asked.'

function draftOf(
  { kind, eventId }: HeardFact,
  rest: Pick<AuditDraft, 'sessionId' | 'changes' | 'at'>,
): AuditDraft {
  const isAnswer = kind === 'fetched' || kind === 'gone'
  return {
    id: newId(),
    // Bodies name the owner of an entry, not who changed it (facts: clockify, section 5.3).
    actor: { type: isAnswer ? 'system' : 'unknown', id: null },
    action: ACTIONS[kind],
    eventId,
    note: isAnswer ? ASKED : null,
    ...rest,
  }
}
