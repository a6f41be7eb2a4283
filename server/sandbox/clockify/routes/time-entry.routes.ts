import { domainError, missingParameter } from '../http/api-error.ts'
import { IN_PROGRESS_PAGES } from '../http/paging.ts'
import { queryFlag, queryInstant, queryList } from '../http/query.ts'
import {
  isObject,
  type JsonObject,
  oneOf,
  optionalFlag,
  optionalInstant,
  optionalText,
  optionalTexts,
  readObject,
  readObjects,
  requiredInstant,
  requiredText,
} from '../http/read-input.ts'
import {
  type ApiRequest,
  created,
  empty,
  inWorkspace,
  noContent,
  ok,
  param,
  type Route,
} from '../http/route.ts'
import {
  createTimeEntry,
  deleteTimeEntry,
  duplicateTimeEntry,
  stopTimer,
  type TimeEntryPatch,
  updateTimeEntry,
} from '../mutations/time-entries.ts'
import { madeAtMs } from '../state/ids.ts'
import type { FieldValue, TimeEntry } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { entriesOf } from '../state/state.ts'
import { hydratedTimeEntryView, ratedTimeEntryView, timeEntryView } from '../views/time-entry.view.ts'
import { nowMs, type World } from '../world.ts'
import { answerList } from './answer-list.ts'

function userIdOf(world: World, request: ApiRequest): string {
  return requireRecord(world, world.state.users, { id: param(request, 'userId'), what: 'User' }).id
}

function wanted(world: World, request: ApiRequest): (entry: TimeEntry) => boolean {
  const { query } = request
  const description = (query.get('description') ?? '').toLowerCase()
  const [project, task] = [query.get('project'), query.get('task')]
  const tags = queryList(query, 'tags')
  const inProgress = queryFlag(query, 'in-progress')
  const inWindow = windowOf(world, request)
  return (entry) =>
    inWindow(entry) &&
    entry.description.toLowerCase().includes(description) &&
    (!project || entry.projectId === project) &&
    (!task || entry.taskId === task) &&
    (tags.length === 0 || tags.some((id) => entry.tagIds.includes(id))) &&
    (inProgress === undefined || (entry.endMs === null) === inProgress)
}

/** A window is answered from an index that lags: entries made just now are not in it yet. */
function windowOf(world: World, request: ApiRequest): (entry: TimeEntry) => boolean {
  const start = queryInstant(request.query, 'start')
  const end = queryInstant(request.query, 'end')
  if (start === undefined && end === undefined) return () => true
  const indexedMs = nowMs(world) - world.quirks.freshEntryWindowLagMs
  return (entry) =>
    entry.startMs >= (start ?? -Infinity) &&
    entry.startMs <= (end ?? Infinity) &&
    madeAtMs(entry.id) <= indexedMs
}

/** Fields come in as `customFields`; the name under which they are read back is ignored, as live. */
function readFields(body: JsonObject): readonly FieldValue[] {
  const fields = body['customFields']
  if (!Array.isArray(fields)) return []
  return fields.filter(isObject).map((field) => ({
    customFieldId: requiredText(field, 'customFieldId'),
    value: field['value'] ?? null,
  }))
}

function readEntry(body: JsonObject): TimeEntryPatch {
  const type = optionalText(body, 'type')
  return {
    description: optionalText(body, 'description') ?? '',
    projectId: optionalText(body, 'projectId') ?? null,
    taskId: optionalText(body, 'taskId') ?? null,
    tagIds: optionalTexts(body, 'tagIds') ?? [],
    billable: optionalFlag(body, 'billable') ?? false,
    type: type === undefined ? 'REGULAR' : oneOf(type, ['REGULAR', 'BREAK'], 'type'),
    fields: readFields(body),
    endMs: optionalInstant(body, 'end') ?? null,
  }
}

function create(world: World, userId: string, source: unknown) {
  const body = readObject(source)
  const startMs = optionalInstant(body, 'start') ?? nowMs(world)
  return created(timeEntryView(world.state, createTimeEntry(world, { ...readEntry(body), startMs, userId })))
}

function requireEntry(world: World, request: ApiRequest): TimeEntry {
  const entry = requireRecord(world, world.state.timeEntries, {
    id: param(request, 'id'),
    what: 'Time entry',
  })
  const { caller } = request
  if (caller.role === 'MEMBER' && entry.userId !== caller.userId)
    throw domainError("Time entry doesn't belong to Workspace")
  return entry
}

const reading: readonly Route[] = [
  inWorkspace('GET', '/user/{userId}/time-entries', (world, request) => {
    const entries = entriesOf(world.state, userIdOf(world, request))
    // Most reads have no filter: they page over the kept list itself.
    const items = onlyPaging(request) ? entries : entries.filter(wanted(world, request))
    const view = queryFlag(request.query, 'hydrated') === true ? hydratedTimeEntryView : ratedTimeEntryView
    return answerList(world, request, { items, view: (entry) => view(world.state, entry) })
  }),
  inWorkspace('GET', '/time-entries/status/in-progress', (world, request) =>
    answerList(world, request, {
      items: [...world.state.running.values()],
      view: (entry) => ratedTimeEntryView(world.state, entry),
      rules: IN_PROGRESS_PAGES,
    }),
  ),
  inWorkspace('GET', '/time-entries/{id}', (world, request) => {
    const view = queryFlag(request.query, 'hydrated') === true ? hydratedTimeEntryView : ratedTimeEntryView
    return ok(view(world.state, requireEntry(world, request)))
  }),
]

const NO_FILTERS = new Set(['page', 'page-size', 'hydrated'])

function onlyPaging(request: ApiRequest): boolean {
  return [...request.query.keys()].every((name) => NO_FILTERS.has(name))
}

const writing: readonly Route[] = [
  inWorkspace('POST', '/time-entries', (world, request) =>
    create(world, request.caller.userId, request.body),
  ),
  inWorkspace('POST', '/user/{userId}/time-entries', (world, request) =>
    create(world, userIdOf(world, request), request.body),
  ),
  inWorkspace('PUT', '/time-entries/{id}', (world, request) => {
    const body = readObject(request.body)
    const patch = { ...readEntry(body), startMs: requiredInstant(body, 'start') }
    const entry = updateTimeEntry(world, requireEntry(world, request).id, patch)
    return ok(timeEntryView(world.state, entry))
  }),
  inWorkspace('DELETE', '/time-entries/{id}', (world, request) => {
    deleteTimeEntry(world, requireEntry(world, request).id)
    return noContent
  }),
  inWorkspace('PATCH', '/user/{userId}/time-entries', (world, request) => {
    const endMs = requiredInstant(readObject(request.body), 'end')
    return ok(timeEntryView(world.state, stopTimer(world, { userId: userIdOf(world, request), endMs })))
  }),
  inWorkspace('PUT', '/user/{userId}/time-entries', (world, request) => {
    const entries = readObjects(request.body).map((body) => {
      const startMs = optionalInstant(body, 'start')
      const patch = { ...readEntry(body), ...(startMs === undefined ? {} : { startMs }) }
      return updateTimeEntry(world, requiredText(body, 'id'), patch)
    })
    return ok(entries.map((entry) => timeEntryView(world.state, entry)))
  }),
  inWorkspace('DELETE', '/user/{userId}/time-entries', (world, request) => {
    const ids = queryList(request.query, 'time-entry-ids')
    if (ids.length === 0) throw missingParameter('time-entry-ids')
    for (const id of ids) requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
    return ok(ids.map((id) => timeEntryView(world.state, deleteTimeEntry(world, id))))
  }),
  inWorkspace('POST', '/user/{userId}/time-entries/{id}/duplicate', (world, request) =>
    created(timeEntryView(world.state, duplicateTimeEntry(world, param(request, 'id')))),
  ),
  inWorkspace('PATCH', '/time-entries/invoiced', () => empty),
]

export const timeEntryRoutes: readonly Route[] = [...reading, ...writing]
