import { isObject, type JsonObject } from '../../shared/json.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../storage/db.ts'
import { UnreadableEvent, type WebhookEvent } from '../feature.ts'
import { decideChange, type Decision } from './decide-change.ts'
import { rulesFor, type EntityRule, type EventRule } from './event-rules.ts'
import { mergeBody } from './merge-body.ts'
import { readRecords, textAt, type RecordDraft } from './read-records.ts'
import { findRecord, upsertRecords, upsertTombstone, type RecordRow } from './records.store.ts'
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
 * never in a circle; what is told of one record keeps its order.
 */
async function settleAll(
  deps: ApplyEventDeps,
  scope: WorkspaceScope,
  told: readonly Told[],
): Promise<readonly Told[]> {
  const named = told.filter(namesRecord).toSorted((a, b) => compare(keyOf(a), keyOf(b)))
  const unsure: Told[] = told.filter((one) => !namesRecord(one))
  if (named.length === 0) return unsure
  await inWorkspace(deps.db, scope, async (tx) => {
    for (const one of named) if ((await settle({ tx, scope }, one)) === 'refetch') unsure.push(one)
  })
  return unsure
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
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

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

/** Decides and stores while the record is locked. */
async function settle({ tx, scope }: Place, told: ToldOfRecord): Promise<Decision> {
  const { event, rule, record } = told
  const { collection } = rule.entity.form
  const known = await findRecord(tx, scope, { collection, id: record.id })
  const { receivedAt, ambiguous } = event
  const decision = decideChange(known, {
    change: rule.change,
    receivedAt,
    ambiguous: ambiguous && canAsk(rule),
  })
  // Nobody can be asked, so what was told last counts.
  const isStored = decision === 'store' || (decision === 'refetch' && !canAsk(rule))
  if (!isStored) return decision
  const source = `webhook:${event.type}`
  if (rule.change === 'delete')
    await upsertTombstone(tx, scope, { collection, source, deletedAt: receivedAt, record })
  else {
    const records = [mergedRecord(told, known)]
    await upsertRecords(tx, scope, { collection, source, fetchedAt: receivedAt, records })
  }
  return 'store'
}

function canAsk(rule: EventRule): boolean {
  return rule.entity.refetch !== undefined
}

function mergedRecord({ rule, body, record }: ToldOfRecord, known: RecordRow | undefined): RecordDraft {
  const { entity } = rule
  const [merged] = readRecords(entity.form, [mergeBody(entity, known?.payload, body)], {})
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
