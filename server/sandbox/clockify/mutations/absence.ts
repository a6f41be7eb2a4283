import { makeId } from '../state/ids.ts'
import type { ApprovalRequest, Assignment, Holiday, TimeOffRequest } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { emit } from '../webhooks/emit.ts'
import { approvalBody, assignmentNotice, balanceBody, timeOffBody } from '../webhooks/more-bodies.ts'
import { nowMs, type World } from '../world.ts'
import { assignDefined } from './change-record.ts'

const DAY_MS = 86_400_000

export interface NewTimeOff {
  readonly userId: string
  readonly policyId: string
  readonly startMs: number
  readonly endMs: number
  readonly note: string | null
}

export function requestTimeOff(world: World, input: NewTimeOff): TimeOffRequest {
  requireRecord(world, world.state.policies, { id: input.policyId, what: 'Policy' })
  requireRecord(world, world.state.users, { id: input.userId, what: 'User' })
  const request: TimeOffRequest = {
    ...input,
    id: makeId(world.random, nowMs(world)),
    days: Math.max(1, Math.ceil((input.endMs - input.startMs) / DAY_MS)),
    status: 'PENDING',
    changedBy: null,
    changedMs: null,
  }
  world.state.timeOffRequests.set(request.id, request)
  emit(world, 'TIME_OFF_REQUESTED', timeOffBody(world, request))
  return request
}

export function decideTimeOff(world: World, id: string, status: 'APPROVED' | 'REJECTED'): TimeOffRequest {
  const request = requireRecord(world, world.state.timeOffRequests, { id, what: 'Time off request' })
  request.status = status
  request.changedBy = world.state.ownerId
  request.changedMs = nowMs(world)
  emit(world, `TIME_OFF_REQUEST_${status}`, timeOffBody(world, request))
  if (status === 'APPROVED') {
    emit(
      world,
      'BALANCE_UPDATED',
      balanceBody(world, { userId: request.userId, value: -request.days, note: '' }),
    )
  }
  return request
}

export function withdrawTimeOff(world: World, id: string): TimeOffRequest {
  const request = requireRecord(world, world.state.timeOffRequests, { id, what: 'Time off request' })
  world.state.timeOffRequests.delete(id)
  emit(world, 'TIME_OFF_REQUEST_WITHDRAWN', timeOffBody(world, request))
  return request
}

export function submitForApproval(
  world: World,
  input: { readonly userId: string; readonly startMs: number },
): ApprovalRequest {
  requireRecord(world, world.state.users, { id: input.userId, what: 'User' })
  const now = nowMs(world)
  const request: ApprovalRequest = {
    ...input,
    id: makeId(world.random, now),
    endMs: input.startMs + 7 * DAY_MS - 1000,
    state: 'PENDING',
    note: '',
    updatedBy: input.userId,
    updatedMs: now,
  }
  world.state.approvalRequests.set(request.id, request)
  emit(world, 'NEW_APPROVAL_REQUEST', approvalBody(world, request))
  return request
}

export function decideApproval(
  world: World,
  id: string,
  decision: Pick<ApprovalRequest, 'state' | 'note' | 'updatedBy'>,
): ApprovalRequest {
  const request = requireRecord(world, world.state.approvalRequests, { id, what: 'Approval request' })
  Object.assign(request, decision, { updatedMs: nowMs(world) })
  emit(world, 'APPROVAL_REQUEST_STATUS_UPDATED', approvalBody(world, request))
  return request
}

export function createHoliday(world: World, input: Omit<Holiday, 'id'>): Holiday {
  const holiday = { ...input, id: makeId(world.random, nowMs(world)) }
  world.state.holidays.set(holiday.id, holiday)
  return holiday
}

export function createAssignment(world: World, input: Omit<Assignment, 'id' | 'published'>): Assignment {
  requireRecord(world, world.state.users, { id: input.userId, what: 'User' })
  requireRecord(world, world.state.projects, { id: input.projectId, what: 'Project' })
  const assignment = { ...input, id: makeId(world.random, nowMs(world)), published: false }
  world.state.assignments.set(assignment.id, assignment)
  emit(world, 'ASSIGNMENT_CREATED', assignmentNotice(world, assignment))
  return assignment
}

export function publishAssignments(
  world: World,
  span: { readonly startMs: number; readonly endMs: number },
): void {
  for (const assignment of world.state.assignments.values()) {
    if (assignment.published || assignment.startMs > span.endMs || assignment.endMs < span.startMs) continue
    assignment.published = true
    emit(world, 'ASSIGNMENT_PUBLISHED', assignmentNotice(world, assignment))
  }
}

/** A new period or note, as the requester may change it while it is pending. */
export function updateTimeOff(
  world: World,
  id: string,
  patch: Partial<Pick<TimeOffRequest, 'startMs' | 'endMs' | 'note'>>,
): TimeOffRequest {
  const request = requireRecord(world, world.state.timeOffRequests, { id, what: 'Time off request' })
  assignDefined(request, patch)
  emit(world, 'TIME_OFF_REQUEST_UPDATED', timeOffBody(world, request))
  return request
}

/** What the platform sends on the first day of an approved request. */
export function beginTimeOff(world: World, id: string): TimeOffRequest {
  const request = requireRecord(world, world.state.timeOffRequests, { id, what: 'Time off request' })
  emit(world, 'TIME_OFF_REQUEST_STARTED', timeOffBody(world, request))
  return request
}

export function updateAssignment(world: World, id: string, patch: Partial<Assignment>): Assignment {
  const assignment = requireRecord(world, world.state.assignments, { id, what: 'Assignment' })
  assignDefined(assignment, patch)
  emit(world, 'ASSIGNMENT_UPDATED', assignmentNotice(world, assignment))
  return assignment
}

export function deleteAssignment(world: World, id: string): Assignment {
  const assignment = requireRecord(world, world.state.assignments, { id, what: 'Assignment' })
  world.state.assignments.delete(id)
  emit(world, 'ASSIGNMENT_DELETED', assignmentNotice(world, assignment))
  return assignment
}
