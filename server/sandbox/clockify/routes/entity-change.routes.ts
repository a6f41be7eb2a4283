import { missingParameter, wrongShape } from '../http/api-error.ts'
import { CHANGE_PAGES, takePage } from '../http/paging.ts'
import { queryInstant, queryList } from '../http/query.ts'
import { type ApiRequest, inWorkspace, ok, type Route } from '../http/route.ts'
import { madeAtMs } from '../state/ids.ts'
import type { Change } from '../state/model.ts'
import { instant } from '../views/instants.ts'
import { ratedTimeEntryView } from '../views/time-entry.view.ts'
import { clientView, projectView, tagView, taskView } from '../views/work.view.ts'
import { assignmentView } from '../views/planning.view.ts'
import { nowMs, type World } from '../world.ts'

const THIRTY_DAYS_MS = 30 * 86_400_000
const TYPES = [
  'CLIENTS',
  'PROJECTS',
  'TAGS',
  'TASKS',
  'SCHEDULED_ASSIGNMENT',
  'TIME_ENTRY',
  'TIME_ENTRY_RATE',
  'TIME_ENTRY_CUSTOM_FIELD_VALUE',
] as const

function wantedTypes(request: ApiRequest): readonly string[] {
  const types = queryList(request.query, 'type')
  if (types.length === 0) throw missingParameter('type')
  const unknown = types.find((type) => !TYPES.some((known) => known === type))
  if (unknown !== undefined) throw wrongShape(`type ${unknown} is not known`)
  return types
}

/** Thirty days around what was given, or the last thirty. */
function windowOf(world: World, request: ApiRequest): (atMs: number) => boolean {
  const [start, end] = [queryInstant(request.query, 'start'), queryInstant(request.query, 'end')]
  const to = end ?? (start === undefined ? nowMs(world) : start + THIRTY_DAYS_MS)
  const from = start ?? to - THIRTY_DAYS_MS
  return (atMs) => atMs >= from && atMs <= to
}

interface CreatedRecord {
  readonly id: string
  view(): object
}

function all<Item extends { readonly id: string }>(
  items: Iterable<Item>,
  view: (item: Item) => object,
): readonly CreatedRecord[] {
  return [...items].map((item) => ({ id: item.id, view: () => view(item) }))
}

function createdRecords(world: World, type: string): readonly CreatedRecord[] {
  const { state } = world
  if (type === 'CLIENTS') return all(state.clients.values(), (client) => clientView(state, client))
  if (type === 'PROJECTS') return all(state.projects.values(), (project) => projectView(state, project))
  if (type === 'TAGS') return all(state.tags.values(), (tag) => tagView(state, tag))
  if (type === 'TASKS') return all(state.tasks.values(), taskView)
  if (type === 'SCHEDULED_ASSIGNMENT')
    return all(state.assignments.values(), (one) => assignmentView(state, one))
  if (type === 'TIME_ENTRY')
    return all(state.timeEntries.values(), (entry) => ratedTimeEntryView(state, entry))
  return []
}

function createdFeed(world: World, request: ApiRequest): readonly object[] {
  const inWindow = windowOf(world, request)
  const found = wantedTypes(request).flatMap((type) =>
    createdRecords(world, type)
      .filter((record) => inWindow(madeAtMs(record.id)))
      .map((record) => ({ type, record })),
  )
  return takePage(found, request.query, CHANGE_PAGES).items.map(({ type, record }) => ({
    id: record.id,
    documentCode: type,
    createdAt: instant(madeAtMs(record.id)),
    document: record.view(),
  }))
}

function changeFeed(world: World, request: ApiRequest, kind: Change['kind']): readonly object[] {
  const inWindow = windowOf(world, request)
  const types = wantedTypes(request)
  const found = world.state.changes.filter(
    (change) => change.kind === kind && types.includes(change.type) && inWindow(change.atMs),
  )
  const stamp = kind === 'updated' ? 'updatedAt' : 'deletedAt'
  return takePage(found, request.query, CHANGE_PAGES).items.map((change) => ({
    id: change.id,
    documentCode: change.type,
    [stamp]: instant(change.atMs),
    document: change.document,
  }))
}

export const entityChangeRoutes: readonly Route[] = [
  inWorkspace('GET', '/entities/created', (world, request) => ok(createdFeed(world, request))),
  inWorkspace('GET', '/entities/updated', (world, request) => ok(changeFeed(world, request, 'updated'))),
  inWorkspace('GET', '/entities/deleted', (world, request) => {
    const response = changeFeed(world, request, 'deleted')
    return ok(world.quirks.bareDeletedFeed ? response : { response })
  }),
]
