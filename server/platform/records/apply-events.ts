import { readExactly } from '../../shared/exact-json.ts'
import { isObject, type JsonObject } from '../../shared/json.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../storage/db.ts'
import { UnreadableEvent, type WebhookEvent } from '../feature.ts'
import { decideChange, type Decision } from './decide-change.ts'
import { rulesFor, type EntityRule, type EventRule } from './event-rules.ts'
import { mergeBody } from './merge-body.ts'
import { readRecords, textAt, type RecordDraft } from './read-records.ts'
import {
  lockRecords,
  upsertRecords,
  upsertTombstones,
  type RecordRow,
  type RecordWrite,
} from './records.store.ts'
import { refetchRecords, type RefetchDeps } from './refetch-records.ts'

export interface ApplyEventDeps extends RefetchDeps {
  /** The workspace's setting. */
  readonly keepRecordsFresh: (scope: WorkspaceScope) => Promise<boolean>
}

/** Brings the records up to what an event tells; asks the other side where the event alone proves nothing. */
export async function applyEvent(
  deps: ApplyEventDeps,
  scope: WorkspaceScope,
  event: WebhookEvent,
): Promise<void> {
  const told = readEvent(event)
  if (!(await deps.keepRecordsFresh(scope))) return
  const unsure = new Set(await settleAll(deps, scope, told))
  for (const { rule, body, record } of unsure)
    if (rule.entity.refetch) await refetchRecords(deps, scope, { refetch: rule.entity.refetch, body, record })
}

/** The same for many in one transaction; returns those that need more than that: unreadable ones, and those to ask about. */
export async function applyEvents(
  deps: ApplyEventDeps,
  scope: WorkspaceScope,
  events: readonly WebhookEvent[],
): Promise<readonly WebhookEvent[]> {
  if (!(await deps.keepRecordsFresh(scope))) return []
  const readings = events.map((event) => ({ event, told: tryToRead(event) }))
  const unsure = await settleAll(
    deps,
    scope,
    readings.flatMap(({ told }) => told ?? []),
  )
  const unsureEvents = new Set(unsure.map(({ event }) => event))
  return readings.filter(({ event, told }) => !told || unsureEvents.has(event)).map(({ event }) => event)
}

/**
 * Stores what is sure and returns the rest. Records are locked in the order of their keys, so that transactions wait for each other and
 * never in a circle. What is told of one record is taken in its order, a statement after the other.
 */
async function settleAll(
  deps: ApplyEventDeps,
  scope: WorkspaceScope,
  told: readonly Told[],
): Promise<readonly Told[]> {
  const unsure: Told[] = told.filter((one) => !namesRecord(one))
  const rounds = roundsOf(told.filter(namesRecord))
  if (rounds.length === 0) return unsure
  await inWorkspace(deps.db, scope, async (tx) => {
    for (const round of rounds) unsure.push(...(await settleRound(tx, scope, round)))
  })
  return unsure
}

/** The first that is told of each record, then the second of each, and so on; by the order of their keys. */
function roundsOf(told: readonly ToldOfRecord[]): readonly (readonly ToldOfRecord[])[] {
  const rounds: Map<string, ToldOfRecord>[] = []
  for (const one of told) {
    const free = rounds.find((round) => !round.has(keyOf(one)))
    if (free) free.set(keyOf(one), one)
    else rounds.push(new Map([[keyOf(one), one]]))
  }
  return rounds.map((round) => [...round].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one))
}

/** Undefined for a body that cannot be read: run alone, it says why. */
function tryToRead(event: WebhookEvent): readonly Told[] | undefined {
  try {
    return readEvent(event)
  } catch (error) {
    if (error instanceof UnreadableEvent) return undefined
    throw error
  }
}

interface Told {
  readonly rule: EventRule
  readonly event: WebhookEvent
  readonly body: JsonObject
  /** Undefined for notices that name none. */
  readonly record: RecordDraft | undefined
}

type ToldOfRecord = Told & { readonly record: RecordDraft }

function namesRecord(told: Told): told is ToldOfRecord {
  return told.record !== undefined
}

function keyOf({ rule, record }: ToldOfRecord): string {
  return `${rule.entity.form.collection} ${record.id}`
}

function readEvent(event: WebhookEvent): readonly Told[] {
  const { payload: body } = event
  if (!isObject(body)) throw new UnreadableEvent(`the body of ${event.type} is not an object`)
  return rulesFor(event.type, body).map((rule) => ({
    rule,
    event,
    body,
    record: recordOf(rule.entity, event.type, body),
  }))
}

/** Decides and stores while the records are locked; no record twice. Returns what the other side must be asked about. */
async function settleRound(
  tx: Tx,
  scope: WorkspaceScope,
  round: readonly ToldOfRecord[],
): Promise<readonly Told[]> {
  const keys = round.map(({ rule, record }) => ({ collection: rule.entity.form.collection, id: record.id }))
  const rows = await lockRecords(tx, scope, keys)
  const known = new Map(rows.map((row) => [`${row.collection} ${row.id}`, row]))
  const decided = round.map((told) => ({ told, decision: decide(told, known.get(keyOf(told))) }))
  const stored = decided.filter(({ decision }) => decision === 'store').map(({ told }) => told)
  const [gone, here] = [stored.filter(isDeletion), stored.filter((told) => !isDeletion(told))]
  if (gone.length > 0)
    await upsertTombstones(
      tx,
      scope,
      gone.map((told) => writeOf(told, told.record)),
    )
  if (here.length > 0)
    await upsertRecords(
      tx,
      scope,
      here.map((told) => writeOf(told, mergedRecord(told, known.get(keyOf(told))))),
    )
  return decided.filter(({ decision }) => decision === 'refetch').map(({ told }) => told)
}

function isDeletion({ rule }: Told): boolean {
  return rule.change === 'delete'
}

function decide({ rule, event }: ToldOfRecord, known: RecordRow | undefined): Decision {
  const decision = decideChange(known, {
    change: rule.change,
    receivedAt: event.receivedAt,
    ambiguous: event.ambiguous && canAsk(rule),
  })
  // Nobody can be asked, so what was told last counts.
  return decision === 'refetch' && !canAsk(rule) ? 'store' : decision
}

function writeOf({ rule, event }: ToldOfRecord, record: RecordDraft): RecordWrite {
  const { collection } = rule.entity.form
  return { collection, source: `webhook:${event.type}`, at: event.receivedAt, record }
}

function canAsk(rule: EventRule): boolean {
  return rule.entity.refetch !== undefined
}

function mergedRecord({ rule, body, record }: ToldOfRecord, known: RecordRow | undefined): RecordDraft {
  const { entity } = rule
  const before = known === undefined ? undefined : readExactly(known.payload)
  const [merged] = readRecords(entity.form, [mergeBody(entity, before, body)], {})
  return merged ? { ...merged, id: record.id, parentId: merged.parentId ?? known?.parentId ?? null } : record
}

/** What the body alone says of the record; undefined for notices that name none. */
function recordOf(entity: EntityRule, type: string, body: JsonObject): RecordDraft | undefined {
  if (entity.idFields.length === 0) return undefined
  const id = entity.idFields
    .map((field) => textAt(body, field))
    .find((text) => text !== undefined && text !== '')
  if (id === undefined || id.includes('\0') || id.length > 200)
    throw new UnreadableEvent(`the body of ${type} names no ${entity.form.collection} record`)
  const [record] = readRecords(entity.form, [mergeBody(entity, undefined, body)], {})
  if (!record) throw new UnreadableEvent(`the body of ${type} holds nothing`)
  return { ...record, id }
}
