import type { ApprovalRequest, Assignment, TimeEntry } from '../state/model.ts'
import { entriesOf, type WorkspaceState } from '../state/state.ts'
import { instant, instantOrNull, isoDuration } from './instants.ts'
import { hydratedTimeEntryView } from './time-entry.view.ts'
import { nameOf, WORKING_DAYS } from './user.view.ts'
import { projectIn } from './named.ts'

const DAY_MS = 86_400_000

export function assignmentView(state: WorkspaceState, assignment: Assignment): object {
  const project = projectIn(state, assignment.projectId)
  return {
    id: assignment.id,
    workspaceId: state.workspaceId,
    userId: assignment.userId,
    userName: nameOf(state, assignment.userId),
    projectId: assignment.projectId,
    projectName: project.name,
    projectColor: project.color,
    projectArchived: project.archived,
    projectBillable: project.billable,
    clientId: project.clientId ?? '',
    clientName: project.clientName,
    taskId: assignment.taskId ?? '',
    taskName: '',
    billable: project.billable,
    hoursPerDay: assignment.hoursPerDay,
    note: assignment.note,
    period: { start: instant(assignment.startMs), end: instant(assignment.endMs) },
    startTime: '09:00:00',
    published: assignment.published,
    includeNonWorkingDays: false,
    excludeDays: [],
    recurring: null,
  }
}

export interface Span {
  readonly startMs: number
  readonly endMs: number
}

export function overlaps(a: Span, b: Span): boolean {
  return a.startMs <= b.endMs && b.startMs <= a.endMs
}

export function projectTotalsView(state: WorkspaceState, projectId: string, span: Span): object {
  const project = projectIn(state, projectId)
  const planned = [...state.assignments.values()].filter(
    (one) => one.projectId === projectId && overlaps(one, span),
  )
  return {
    workspaceId: state.workspaceId,
    projectId,
    projectName: project.name,
    projectColor: project.color,
    projectArchived: project.archived,
    projectBillable: project.billable,
    clientName: project.clientName,
    taskId: '',
    taskName: '',
    milestones: [],
    totalHours: planned.reduce((sum, one) => sum + one.hoursPerDay, 0),
    assignments: daysOf(span).map((ms) => ({
      date: instant(ms),
      hasAssignment: planned.some((one) => overlaps(one, { startMs: ms, endMs: ms })),
    })),
  }
}

export function userTotalsView(state: WorkspaceState, userId: string, span: Span): object {
  const planned = [...state.assignments.values()].filter(
    (one) => one.userId === userId && overlaps(one, span),
  )
  return {
    workspaceId: state.workspaceId,
    userId,
    userName: nameOf(state, userId),
    userImage: `https://img.example/${userId}.png`,
    userStatus: state.users.get(userId)?.status ?? 'ACTIVE',
    capacityPerDay: 8,
    workingDays: WORKING_DAYS,
    totalHoursPerDay: daysOf(span).map((ms) => ({
      date: instant(ms),
      totalHours: planned
        .filter((one) => overlaps(one, { startMs: ms, endMs: ms }))
        .reduce((sum, one) => sum + one.hoursPerDay, 0),
    })),
  }
}

function daysOf(span: Span): readonly number[] {
  // A year at most: longer spans would only make a longer list of zeros.
  const count = Math.min(366, Math.max(0, Math.floor((span.endMs - span.startMs) / DAY_MS) + 1))
  return Array.from({ length: count }, (_, index) => span.startMs + index * DAY_MS)
}

export function approvalRequestView(state: WorkspaceState, request: ApprovalRequest): object {
  const owner = state.users.get(request.userId)
  return {
    id: request.id,
    workspaceId: state.workspaceId,
    dateRange: { start: instant(request.startMs), end: instant(request.endMs) },
    creator: { userId: request.userId, userName: owner?.name ?? '', userEmail: owner?.email ?? '' },
    owner: {
      userId: request.userId,
      userName: owner?.name ?? '',
      timeZone: owner?.timeZone ?? 'UTC',
      startOfWeek: 'MONDAY',
    },
    status: {
      state: request.state,
      note: request.note,
      updatedAt: instant(request.updatedMs),
      updatedBy: request.updatedBy,
      updatedByUserName: nameOf(state, request.updatedBy),
    },
  }
}

export function approvalDetailsView(state: WorkspaceState, request: ApprovalRequest): object {
  const entries = entriesOf(state, request.userId).filter((entry) =>
    overlaps(request, { startMs: entry.startMs, endMs: entry.startMs }),
  )
  const trackedMs = entries.reduce((sum, entry) => sum + ((entry.endMs ?? entry.startMs) - entry.startMs), 0)
  return {
    approvalRequest: approvalRequestView(state, request),
    entries: entries.map((entry) => approvedEntryView(state, entry, request)),
    expenses: [],
    expenseTotal: 0,
    billableAmount: 0,
    costAmount: 0,
    trackedTime: isoDuration(trackedMs),
    billableTime: isoDuration(trackedMs),
    breakTime: 'PT0S',
    approvedTime: isoDuration(request.state === 'APPROVED' ? trackedMs : 0),
    pendingTime: isoDuration(request.state === 'PENDING' ? trackedMs : 0),
  }
}

function approvedEntryView(state: WorkspaceState, entry: TimeEntry, request: ApprovalRequest): object {
  const zoned = { start: instant(entry.startMs), end: instantOrNull(entry.endMs) }
  return {
    ...hydratedTimeEntryView(state, entry),
    approvalRequestId: request.id,
    timeInterval: {
      ...zoned,
      duration: isoDuration((entry.endMs ?? entry.startMs) - entry.startMs),
      timeZone: state.users.get(entry.userId)?.timeZone ?? 'UTC',
      offsetStart: 0,
      offsetEnd: 0,
      zonedStart: zoned.start,
      zonedEnd: zoned.end,
    },
  }
}
