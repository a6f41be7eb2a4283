import type { ClockifySandbox } from './clockify-sandbox.ts'
import { createRandom } from '../shared/random.ts'
import type { TimeEntry } from './state/model.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
const LONG_RUN_MS = 6 * HOUR_MS + 20 * MINUTE_MS
const BEFORE_NOON_HOURS = 5

/**
 * Tells the add-on of a week that went by before it was installed, with what a coordinator has to look at: a timer that runs too long, two
 * entries edited after their end, two at the same time, one without length.
 */
export function tellPastWeek(sandbox: ClockifySandbox, nowMs = Date.now()): void {
  const since = nowMs - WEEK_MS
  const week = [...sandbox.state.timeEntries.values()].filter(({ startMs }) => startMs >= since)
  for (const { id } of week) sandbox.announceTimeEntry(id)
  workToday(sandbox, nowMs)
  const earlier = week.filter(({ endMs }) => endMs !== null && endMs < nowMs - DAY_MS / 2)
  const [first, second, third] = [0, 1, 2].map((part) => earlier[Math.floor((part * earlier.length) / 3)])
  if (!first || !second || !third) return
  editAfterwards(sandbox, first, 90)
  editAfterwards(sandbox, second, -20)
  sandbox.createTimeEntry({ ...placeOf(third), startMs: third.startMs + 10 * MINUTE_MS, endMs: third.endMs })
  sandbox.createTimeEntry({ ...placeOf(third), startMs: third.startMs, endMs: third.startMs })
}

/** Since this morning, everybody but those whose timer runs; one has forgotten to stop. */
function workToday(sandbox: ClockifySandbox, nowMs: number): void {
  const random = createRandom(nowMs)
  const running = new Set([...sandbox.state.running.values()].map(({ userId }) => userId))
  const [forgetful, ...others] = [...sandbox.state.users.keys()].filter((id) => !running.has(id))
  if (forgetful === undefined) return
  sandbox.startTimer({ ...somewhere(sandbox, 0), userId: forgetful, startMs: nowMs - LONG_RUN_MS })
  for (const [index, userId] of others.entries()) {
    let endMs = nowMs - (5 + random.below(40)) * MINUTE_MS
    while (nowMs - endMs < BEFORE_NOON_HOURS * HOUR_MS) {
      const startMs = endMs - (30 + random.below(7) * 15) * MINUTE_MS
      sandbox.createTimeEntry({ ...somewhere(sandbox, index), userId, startMs, endMs })
      endMs = startMs - random.below(3) * 15 * MINUTE_MS
    }
  }
}

/** A user works on a few projects, not on all. */
function somewhere({ state }: ClockifySandbox, index: number): { projectId?: string; description: string } {
  const projects = [...state.projects.values()].filter(({ archived }) => !archived).slice(0, 12)
  const project = projects[index % Math.max(1, projects.length)]
  return { ...(project ? { projectId: project.id } : {}), description: 'Weekly plan' }
}

function editAfterwards(sandbox: ClockifySandbox, { id, endMs }: TimeEntry, minutes: number): void {
  sandbox.updateTimeEntry(id, { endMs: (endMs ?? 0) + minutes * MINUTE_MS })
}

function placeOf({ userId, projectId, taskId, description, billable }: TimeEntry) {
  return { userId, projectId, taskId, description, billable }
}
