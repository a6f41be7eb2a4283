import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../platform/feature.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { nameOf, type FactKind } from './entry-fact.ts'
import { listFacts, type HeardFact } from './fact.store.ts'
import { projectFacts } from './project-facts.ts'
import { hashOf, readEntry } from './read-entry.ts'

const KINDS: Readonly<Record<string, FactKind>> = {
  NEW_TIMER_STARTED: 'started',
  TIMER_STOPPED: 'stopped',
  NEW_TIME_ENTRY: 'added',
  TIME_ENTRY_UPDATED: 'updated',
  TIME_ENTRY_DELETED: 'deleted',
  TIME_ENTRY_RESTORED: 'restored',
  TIME_ENTRY_SPLIT: 'split',
}

export const ENTRY_EVENTS: readonly string[] = Object.keys(KINDS)

/** Takes one event into its session; where it leaves the last state open, Clockify is asked. */
export async function hearEvent(
  deps: TimeSessionDeps,
  scope: WorkspaceScope,
  event: WebhookEvent,
): Promise<void> {
  const fact = factOf(event)
  if (fact === undefined)
    throw new UnreadableEvent(`the body of ${event.type} is no time entry with a user and a start`)
  for (const externalId of await projectFacts(deps, scope, [fact])) await askFor(deps, scope, externalId)
}

/** The same for many in one transaction; returns those that must be run alone: unreadable ones, and those to ask about. */
export async function hearEvents(
  deps: TimeSessionDeps,
  scope: WorkspaceScope,
  events: readonly WebhookEvent[],
): Promise<readonly WebhookEvent[]> {
  const read = events.map((event) => ({ event, fact: factOf(event) }))
  const unsure = await projectFacts(
    deps,
    scope,
    read.flatMap(({ fact }) => fact ?? []),
  )
  return read
    .filter(({ fact }) => fact === undefined || unsure.has(fact.externalId))
    .map(({ event }) => event)
}

function factOf({ id, type, payload, receivedAt }: WebhookEvent): HeardFact | undefined {
  const kind = KINDS[type]
  const read = readEntry(payload)
  return kind && read && { ...read, kind, eventId: id, at: receivedAt, knows: [] }
}

/** What is known is read before Clockify is asked: what comes meanwhile may be newer than its answer. */
async function askFor(deps: TimeSessionDeps, scope: WorkspaceScope, externalId: string): Promise<void> {
  const facts = await inWorkspace(deps.db, scope, (tx) => listFacts(tx, scope, [externalId]))
  const [some] = facts
  if (some === undefined) return
  const at = deps.clock.now()
  const body = await deps.fetchEntry(scope, externalId)
  const answer = readEntry(body)
  if (body !== undefined && answer === undefined)
    throw new Error(`Clockify's answer for the time entry ${externalId} cannot be read`)
  const entry = answer?.entry ?? some.entry
  const knows = facts.map(nameOf)
  // Another answer at another time is another fact.
  const hash = hashOf({ ...entry, description: `${at.toISOString()} ${entry.description}` })
  const kind = answer === undefined ? 'gone' : 'fetched'
  await projectFacts(deps, scope, [{ externalId, kind, hash, at, entry, knows, eventId: null }])
}
