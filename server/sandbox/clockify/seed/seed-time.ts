import { makeId } from '../state/ids.ts'
import { appendTimeEntry, tasksOf } from '../state/state.ts'
import type { FieldValue, Project, TimeEntry } from '../state/model.ts'
import { ENTRY_NOTES } from './names.ts'
import { DAY_MS, HOUR_MS, type SeedContext, times } from './seed-context.ts'

interface Work {
  readonly projects: readonly Project[]
  readonly tagIds: readonly string[]
  readonly textFieldId: string | undefined
}

/** Each user's days go backwards from today, four to six entries a working day; every fifth user has a running timer. */
export function seedTime(context: SeedContext): void {
  const { state, size } = context
  const userIds = [...state.users.keys()]
  const work: Work = {
    projects: [...state.projects.values()].filter((project) => !project.archived),
    tagIds: [...state.tags.keys()],
    textFieldId: [...state.customFields.values()].find((field) => field.type === 'TXT')?.id,
  }
  for (const [index, userId] of userIds.entries()) {
    const share =
      Math.floor(size.timeEntries / userIds.length) + (index < size.timeEntries % userIds.length ? 1 : 0)
    seedUserTime(context, work, { userId, count: share, hasTimer: index % 5 === 1 })
  }
}

function seedUserTime(
  context: SeedContext,
  work: Work,
  seed: { readonly userId: string; readonly count: number; readonly hasTimer: boolean },
): void {
  let left = seed.count
  if (seed.hasTimer && left > 0) {
    const startMs = wholeMinute(context.nowMs - (10 + context.random.below(90)) * 60_000)
    appendTimeEntry(context.state, makeEntry(context, work, { userId: seed.userId, startMs, endMs: null }))
    left -= 1
  }
  for (let day = 1; left > 0; day += 1) {
    const midnight = Math.floor((context.nowMs - day * DAY_MS) / DAY_MS) * DAY_MS
    if (isWeekend(midnight)) continue
    left -= seedDay(context, work, { userId: seed.userId, midnight, most: left })
  }
}

function seedDay(
  context: SeedContext,
  work: Work,
  seed: { readonly userId: string; readonly midnight: number; readonly most: number },
): number {
  const count = Math.min(seed.most, 4 + context.random.below(3))
  let endMs = seed.midnight + 17 * HOUR_MS
  for (const _ of times(count)) {
    const startMs = endMs - (30 + context.random.below(5) * 15) * 60_000
    appendTimeEntry(context.state, makeEntry(context, work, { userId: seed.userId, startMs, endMs }))
    endMs = startMs - context.random.below(2) * 15 * 60_000
  }
  return count
}

function makeEntry(
  context: SeedContext,
  work: Work,
  seed: { readonly userId: string; readonly startMs: number; readonly endMs: number | null },
): TimeEntry {
  const { random } = context
  const hasField = work.textFieldId !== undefined && random.chance(0.1)
  return {
    id: makeId(random, seed.startMs),
    ...seed,
    description: random.pick(ENTRY_NOTES),
    ...pickPlace(context, work),
    tagIds: work.tagIds.length > 0 && random.chance(0.35) ? [random.pick(work.tagIds)] : NONE,
    type: 'REGULAR',
    isLocked: false,
    fields: hasField ? [fieldValue(work.textFieldId ?? '', random.below(9000))] : NO_FIELDS,
    changedMs: seed.endMs ?? seed.startMs,
  }
}

function pickPlace(context: SeedContext, work: Work): Pick<TimeEntry, 'projectId' | 'taskId' | 'billable'> {
  const { random, state } = context
  if (work.projects.length === 0 || random.chance(0.1))
    return { projectId: null, taskId: null, billable: false }
  const project = random.pick(work.projects)
  const tasks = tasksOf(state, project.id)
  const taskId = tasks.length > 0 && random.chance(0.6) ? random.pick(tasks).id : null
  return { projectId: project.id, taskId, billable: project.billable }
}

// Shared, so that ten thousands of entries without tags do not each carry an array.
const NONE: readonly string[] = []
const NO_FIELDS: readonly FieldValue[] = []

function fieldValue(customFieldId: string, number: number): FieldValue {
  return { customFieldId, value: `NW-${1000 + number}` }
}

function wholeMinute(ms: number): number {
  return Math.floor(ms / 60_000) * 60_000
}

function isWeekend(midnightMs: number): boolean {
  const day = new Date(midnightMs).getUTCDay()
  return day === 0 || day === 6
}
