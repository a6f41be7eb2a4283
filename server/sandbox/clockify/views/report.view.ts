import type { TimeEntry } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { instant, instantOrNull } from './instants.ts'
import { personIn, projectIn } from './named.ts'

export type Grouping = 'USER' | 'PROJECT' | 'CLIENT' | 'TASK' | 'DATE'

export function secondsOf(entry: TimeEntry): number {
  return entry.endMs === null ? 0 : Math.floor((entry.endMs - entry.startMs) / 1000)
}

export function totalsView(entries: readonly TimeEntry[]): object {
  const billable = entries.filter((entry) => entry.billable)
  return {
    id: '',
    totalTime: sumSeconds(entries),
    totalBillableTime: sumSeconds(billable),
    entriesCount: entries.length,
    amounts: [{ type: 'EARNED', value: 0 }],
  }
}

/** The array is called `timeentries`, in lower case; durations are seconds. */
export function detailedRow(state: WorkspaceState, entry: TimeEntry): object {
  const user = personIn(state, entry.userId)
  const project = projectIn(state, entry.projectId)
  return {
    _id: entry.id,
    description: entry.description,
    userId: entry.userId,
    userName: user.name,
    userEmail: user.email,
    billable: entry.billable,
    projectId: entry.projectId,
    projectName: project.name || null,
    projectColor: project.color || null,
    clientId: project.clientId,
    clientName: project.clientName || null,
    taskId: entry.taskId,
    taskName: state.tasks.get(entry.taskId ?? '')?.name ?? null,
    tags: entry.tagIds.map((id) => ({ id, name: state.tags.get(id)?.name ?? '' })),
    locked: entry.isLocked,
    approvalRequestId: null,
    timeInterval: {
      start: instant(entry.startMs),
      end: instantOrNull(entry.endMs),
      duration: secondsOf(entry),
    },
  }
}

export function groupView(
  state: WorkspaceState,
  entries: readonly TimeEntry[],
  groupings: readonly Grouping[],
): readonly object[] {
  const [grouping, ...rest] = groupings
  if (grouping === undefined) return []
  return [...groupBy(entries, (entry) => keyOf(state, entry, grouping))].map(([id, members]) => ({
    id,
    name: labelOf(state, id, grouping),
    nameLowerCase: labelOf(state, id, grouping).toLowerCase(),
    clientName: '',
    duration: sumSeconds(members),
    amount: 0,
    days: [],
    children: groupView(state, members, rest),
  }))
}

function groupBy(
  entries: readonly TimeEntry[],
  read: (entry: TimeEntry) => string,
): Map<string, TimeEntry[]> {
  const groups = new Map<string, TimeEntry[]>()
  for (const entry of entries) {
    const key = read(entry)
    const members = groups.get(key)
    if (members) members.push(entry)
    else groups.set(key, [entry])
  }
  return groups
}

function keyOf(state: WorkspaceState, entry: TimeEntry, grouping: Grouping): string {
  if (grouping === 'USER') return entry.userId
  if (grouping === 'TASK') return entry.taskId ?? ''
  if (grouping === 'DATE') return instant(entry.startMs).slice(0, 10)
  if (grouping === 'PROJECT') return entry.projectId ?? ''
  return state.projects.get(entry.projectId ?? '')?.clientId ?? ''
}

function labelOf(state: WorkspaceState, id: string, grouping: Grouping): string {
  if (grouping === 'DATE') return id
  const records = { USER: state.users, TASK: state.tasks, PROJECT: state.projects, CLIENT: state.clients }[
    grouping
  ]
  return records.get(id)?.name ?? 'Without'
}

export function sumSeconds(entries: readonly TimeEntry[]): number {
  return entries.reduce((sum, entry) => sum + secondsOf(entry), 0)
}
