import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import type { Connection, Connector } from '../connections/index.ts'
import type { Catalogue, Operation } from '../openapi/index.ts'
import { UpstreamError } from '../outbound/index.ts'
import type { Refetch } from './event-rules.ts'
import { fetchPage, type FetchPageDeps, type PageOutcome } from './fetch-page.ts'
import { queryAt } from './moment-from.ts'
import { readRecords, textAt, type RecordDraft } from './read-records.ts'
import { upsertRecords, upsertTombstones, type RecordWrite } from './records.store.ts'

export interface RefetchDeps extends FetchPageDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly connector: Connector
}

interface RefetchInput {
  readonly refetch: Refetch
  readonly body: Readonly<Record<string, unknown>>
  /** The record that the event tells of; marked deleted when the other side does not have it. Undefined for notices. */
  readonly record: RecordDraft | undefined
}

// An event is no reason to read a whole large workspace.
const MAX_LIST_PAGES = 10

/** Stores the present state of what an event told of; a refusal leaves the record as it is. */
export async function refetchRecords(
  deps: RefetchDeps,
  scope: WorkspaceScope,
  input: RefetchInput,
): Promise<void> {
  const { refetch } = input
  const operation = deps.catalogue.find(deps.connector.name, refetch.operationId)
  const path = pathOf(refetch, input.body)
  if (operation === undefined || path === undefined) return
  const connection = await deps.connector.connectInBackground(scope)
  await fetchAll({ ...deps, scope, connection }, input, { operation, path })
}

interface Line extends RefetchDeps {
  readonly scope: WorkspaceScope
  readonly connection: Connection
}

interface Place {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
}

async function fetchAll(line: Line, input: RefetchInput, { operation, path }: Place): Promise<void> {
  const askedAt = line.clock.now()
  const query = queryAt(input.refetch.query, askedAt)
  const marks: string[] = []
  let isThere = false
  for (let page = 0; page < MAX_LIST_PAGES; page += 1) {
    const outcome = await fetchPage(line, line.connection, { operation, path, query, page, marks })
    if (outcome.kind !== 'page') return settleRefusal(line, input, { outcome, askedAt })
    const records = await storePage(line, input, { items: outcome.items, fetchedAt: outcome.fetchedAt })
    isThere ||= records.some((record) => record.id === input.record?.id)
    if (outcome.mark !== undefined) marks.push(outcome.mark)
    if (outcome.hasMore) continue
    if (!isThere && input.refetch.isList) await storeGone(line, input, askedAt)
    return
  }
}

async function storePage(
  line: Line,
  { refetch }: RefetchInput,
  page: { readonly items: readonly unknown[]; readonly fetchedAt: Date },
): Promise<readonly RecordDraft[]> {
  const records = readRecords(refetch.form, page.items, line.connection.fixedPath)
  const writes = records.map((record) => writeOf(refetch, { record, at: page.fetchedAt }))
  await inWorkspaceAtOnce(line.db, line.scope, (tx) => upsertRecords(tx, line.scope, writes))
  return records
}

async function settleRefusal(
  line: Line,
  input: RefetchInput,
  { outcome, askedAt }: { readonly outcome: Exclude<PageOutcome, { kind: 'page' }>; readonly askedAt: Date },
): Promise<void> {
  if (outcome.kind === 'refused') {
    if (outcome.gone) await storeGone(line, input, askedAt)
    return
  }
  const kind = outcome.kind === 'failed' ? 'unavailable' : 'unauthorized'
  throw new UpstreamError({ service: line.connector.name, kind, detail: outcome.reason })
}

async function storeGone(line: Line, { refetch, record }: RefetchInput, deletedAt: Date): Promise<void> {
  if (record === undefined) return
  const gone = writeOf(refetch, { record, at: deletedAt })
  await inWorkspaceAtOnce(line.db, line.scope, (tx) => upsertTombstones(tx, line.scope, [gone]))
}

function writeOf(refetch: Refetch, state: Pick<RecordWrite, 'record' | 'at'>): RecordWrite {
  return { collection: refetch.form.collection, source: `refetch:${refetch.operationId}`, ...state }
}

function pathOf(refetch: Refetch, body: RefetchInput['body']): Record<string, string> | undefined {
  const path: Record<string, string> = {}
  for (const [name, fields] of Object.entries(refetch.path)) {
    const value = fields.map((field) => textAt(body, field)).find((text) => text !== undefined && text !== '')
    if (value === undefined) return undefined
    path[name] = value
  }
  return path
}
