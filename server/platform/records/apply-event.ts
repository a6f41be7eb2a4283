import { readExactly } from '../../shared/exact-json.ts'
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
  const { payload: body } = event
  if (!isObject(body)) throw new UnreadableEvent(`the body of ${event.type} is not an object`)
  if (!(await deps.keepRecordsFresh(scope))) return
  for (const rule of rulesFor(event.type, body)) await applyRule(deps, scope, { rule, event, body })
}

interface Told {
  readonly rule: EventRule
  readonly event: WebhookEvent
  readonly body: JsonObject
}

async function applyRule(deps: ApplyEventDeps, scope: WorkspaceScope, told: Told): Promise<void> {
  const { entity } = told.rule
  const record = recordOf(entity, told)
  const decision = record
    ? await inWorkspace(deps.db, scope, (tx) => settle({ tx, scope }, told, record))
    : 'refetch'
  if (decision === 'refetch' && entity.refetch)
    await refetchRecords(deps, scope, { refetch: entity.refetch, body: told.body, record })
}

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

/** Decides and stores while the record is locked. */
async function settle({ tx, scope }: Place, told: Told, record: RecordDraft): Promise<Decision> {
  const { event, rule } = told
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
    const records = [mergedRecord(told, known, record)]
    await upsertRecords(tx, scope, { collection, source, fetchedAt: receivedAt, records })
  }
  return 'store'
}

function canAsk(rule: EventRule): boolean {
  return rule.entity.refetch !== undefined
}

function mergedRecord({ rule, body }: Told, known: RecordRow | undefined, record: RecordDraft): RecordDraft {
  const { entity } = rule
  const before = known === undefined ? undefined : readExactly(known.payload)
  const [merged] = readRecords(entity.form, [mergeBody(entity, before, body)], {})
  return merged ? { ...merged, id: record.id, parentId: merged.parentId ?? known?.parentId ?? null } : record
}

/** What the body alone says of the record; undefined for notices that name none. */
function recordOf(entity: EntityRule, { event, body }: Told): RecordDraft | undefined {
  if (entity.idFields.length === 0) return undefined
  const id = entity.idFields
    .map((field) => textAt(body, field))
    .find((text) => text !== undefined && text !== '')
  if (id === undefined || id.includes('\0') || id.length > 200)
    throw new UnreadableEvent(`the body of ${event.type} names no ${entity.form.collection} record`)
  const [record] = readRecords(entity.form, [mergeBody(entity, undefined, body)], {})
  if (!record) throw new UnreadableEvent(`the body of ${event.type} holds nothing`)
  return { ...record, id }
}
