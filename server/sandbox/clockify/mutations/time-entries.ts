import { domainError } from '../http/api-error.ts'
import { makeId } from '../state/ids.ts'
import type { TimeEntry } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { addTimeEntry, entriesOf, removeTimeEntry } from '../state/state.ts'
import { deletedTimeEntryBody, timeEntryBody } from '../webhooks/bodies.ts'
import { emit } from '../webhooks/emit.ts'
import { nowMs, type World } from '../world.ts'
import { assignDefined, noteDeletion, noteUpdate } from './change-record.ts'

export type TimeEntryPatch = Partial<
  Pick<
    TimeEntry,
    'description' | 'projectId' | 'taskId' | 'tagIds' | 'startMs' | 'endMs' | 'billable' | 'type' | 'fields'
  >
>

export type NewTimeEntry = TimeEntryPatch & { readonly userId: string }

/** A finished entry, or a timer when `endMs` is null; a running timer of the same user is stopped first. */
export function createTimeEntry(world: World, input: NewTimeEntry): TimeEntry {
  requireRecord(world, world.state.users, { id: input.userId, what: 'User' })
  checkReferences(world, { projectId: null, ...input })
  const entry = newEntry(world, input)
  checkInterval(entry)
  if (entry.endMs === null) stopRunning(world, entry.userId, entry.startMs)
  addTimeEntry(world.state, entry)
  emit(world, entry.endMs === null ? 'NEW_TIMER_STARTED' : 'NEW_TIME_ENTRY', timeEntryBody(world, entry))
  return entry
}

function newEntry(world: World, input: NewTimeEntry): TimeEntry {
  const now = nowMs(world)
  const entry: TimeEntry = {
    id: makeId(world.random, now),
    userId: input.userId,
    description: '',
    projectId: null,
    taskId: null,
    tagIds: [],
    startMs: now - 3_600_000,
    endMs: input.endMs === undefined ? now : input.endMs,
    billable: false,
    type: 'REGULAR',
    isLocked: false,
    fields: [],
    changedMs: now,
  }
  assignDefined(entry, input)
  return entry
}

export function startTimer(world: World, input: Omit<NewTimeEntry, 'endMs'>): TimeEntry {
  return createTimeEntry(world, { startMs: nowMs(world), ...input, endMs: null })
}

/** Stops the user's running timer; 400 code 501 when none runs. */
export function stopTimer(
  world: World,
  input: { readonly userId: string; readonly endMs?: number },
): TimeEntry {
  const running = runningOf(world, input.userId)
  if (!running) throw domainError('No time entry is running for this user')
  return finish(world, running, input.endMs ?? nowMs(world))
}

/** Sends what was sent when the entry was made, to an add-on that was not there yet. */
export function announceTimeEntry(world: World, id: string): TimeEntry {
  const entry = requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
  emit(world, entry.endMs === null ? 'NEW_TIMER_STARTED' : 'NEW_TIME_ENTRY', timeEntryBody(world, entry))
  return entry
}

export function updateTimeEntry(world: World, id: string, patch: TimeEntryPatch): TimeEntry {
  const entry = requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
  checkReferences(world, patch)
  const changed = { ...entry }
  assignDefined(changed, patch)
  checkInterval(changed)
  // The list of the user is kept by start: taking it out and in again keeps it so.
  removeTimeEntry(world.state, entry)
  Object.assign(entry, changed, { changedMs: nowMs(world) })
  addTimeEntry(world.state, entry)
  noteUpdate(world, 'TIME_ENTRY', entry)
  emit(world, 'TIME_ENTRY_UPDATED', timeEntryBody(world, entry))
  return entry
}

export function deleteTimeEntry(world: World, id: string): TimeEntry {
  const entry = requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
  removeTimeEntry(world.state, entry)
  noteDeletion(world, 'TIME_ENTRY', entry)
  emit(world, 'TIME_ENTRY_DELETED', deletedTimeEntryBody(world, entry))
  return entry
}

export function restoreTimeEntry(world: World, entry: TimeEntry): TimeEntry {
  addTimeEntry(world.state, entry)
  emit(world, 'TIME_ENTRY_RESTORED', timeEntryBody(world, entry))
  return entry
}

export function duplicateTimeEntry(world: World, id: string): TimeEntry {
  const {
    id: _,
    isLocked: __,
    changedMs: ___,
    ...rest
  } = requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
  return createTimeEntry(world, rest)
}

export function runningOf(world: World, userId: string): TimeEntry | undefined {
  return entriesOf(world.state, userId).find((entry) => entry.endMs === null)
}

function stopRunning(world: World, userId: string, endMs: number): void {
  const running = runningOf(world, userId)
  if (running) finish(world, running, Math.max(endMs, running.startMs))
}

function finish(world: World, entry: TimeEntry, endMs: number): TimeEntry {
  if (endMs < entry.startMs) throw domainError('The end is before the start')
  entry.endMs = endMs
  entry.changedMs = nowMs(world)
  world.state.running.delete(entry.id)
  noteUpdate(world, 'TIME_ENTRY', entry)
  emit(world, 'TIMER_STOPPED', timeEntryBody(world, entry))
  return entry
}

function checkInterval(entry: TimeEntry): void {
  if (entry.endMs !== null && entry.endMs < entry.startMs) throw domainError('The end is before the start')
}

function checkReferences(world: World, input: TimeEntryPatch): void {
  checkProject(world, input)
  for (const id of input.tagIds ?? []) {
    if (requireRecord(world, world.state.tags, { id, what: 'Tag' }).archived)
      throw domainError('The tag is archived')
  }
  if (input.description && /[<>]/.test(input.description))
    throw domainError('The description contains < or >')
}

function checkProject(world: World, input: TimeEntryPatch): void {
  const { state, quirks } = world
  if (input.projectId) requireRecord(world, state.projects, { id: input.projectId, what: 'Project' })
  if (input.taskId) requireRecord(world, state.tasks, { id: input.taskId, what: 'Task' })
  if (quirks.entriesNeedProject && 'projectId' in input && !input.projectId)
    throw domainError('Project is required')
}

/** Cuts a finished entry in two; the event carries the first part. */
export function splitTimeEntry(world: World, id: string, atMs: number): readonly [TimeEntry, TimeEntry] {
  const entry = requireRecord(world, world.state.timeEntries, { id, what: 'Time entry' })
  if (entry.endMs === null || atMs <= entry.startMs || atMs >= entry.endMs) {
    throw domainError('The split lies outside the entry')
  }
  const rest: TimeEntry = { ...entry, id: makeId(world.random, nowMs(world)), startMs: atMs }
  entry.endMs = atMs
  entry.changedMs = nowMs(world)
  addTimeEntry(world.state, rest)
  emit(world, 'TIME_ENTRY_SPLIT', timeEntryBody(world, entry))
  return [entry, rest]
}
