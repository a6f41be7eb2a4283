import type { ApprovalRequest, TimeOffRequest } from '../state/model.ts'
import { makeId } from '../state/ids.ts'
import { HOLIDAY_NAMES, POLICY_NAMES } from './names.ts'
import { DAY_MS, nameAt, pastId, type SeedContext, times } from './seed-context.ts'

/** Holidays, time off, planned work, approvals and shared reports. */
export function seedAbsence(context: SeedContext): void {
  seedHolidays(context)
  seedPolicies(context)
  seedRequests(context)
  seedAssignments(context)
  seedApprovals(context)
  seedSharedReports(context)
}

function seedHolidays(context: SeedContext): void {
  const year = new Date(context.nowMs).getUTCFullYear()
  for (const index of times(context.size.holidays)) {
    const id = pastId(context, 380 - (index % 300))
    const month = String(1 + (index % 12)).padStart(2, '0')
    const date = `${year}-${month}-${String(5 + (index % 20)).padStart(2, '0')}`
    context.state.holidays.set(id, {
      id,
      name: nameAt(HOLIDAY_NAMES, index),
      startDate: date,
      endDate: date,
      occursAnnually: index % 2 === 0,
      everyone: true,
      userIds: [],
      userGroupIds: [],
    })
  }
}

function seedPolicies(context: SeedContext): void {
  for (const index of times(context.size.policies)) {
    const id = pastId(context, 370 - index)
    context.state.policies.set(id, {
      id,
      name: nameAt(POLICY_NAMES, index),
      archived: false,
      timeUnit: 'DAYS',
      allowance: 25 - index * 5 > 0 ? 25 - index * 5 : 5,
    })
  }
}

function seedRequests(context: SeedContext): void {
  const policyIds = [...context.state.policies.keys()]
  const userIds = [...context.state.users.keys()]
  if (policyIds.length === 0) return
  for (const index of times(context.size.timeOffRequests)) {
    const request = makeRequest(context, index, {
      userId: userIds[index % userIds.length] ?? '',
      policyId: policyIds[index % policyIds.length] ?? '',
    })
    context.state.timeOffRequests.set(request.id, request)
  }
}

function makeRequest(
  context: SeedContext,
  index: number,
  whose: { readonly userId: string; readonly policyId: string },
): TimeOffRequest {
  const startMs = Math.floor((context.nowMs + (index - 30) * 2 * DAY_MS) / DAY_MS) * DAY_MS
  const days = 1 + (index % 5)
  const status = (['APPROVED', 'PENDING', 'REJECTED'] as const)[index % 3] ?? 'PENDING'
  return {
    id: makeId(context.random, Math.min(startMs, context.nowMs) - 14 * DAY_MS),
    ...whose,
    startMs,
    endMs: startMs + days * DAY_MS - 1000,
    days,
    note: null,
    status,
    changedBy: status === 'PENDING' ? null : context.state.ownerId,
    changedMs: status === 'PENDING' ? null : Math.min(startMs, context.nowMs) - 7 * DAY_MS,
  }
}

function seedAssignments(context: SeedContext): void {
  const projectIds = [...context.state.projects.keys()]
  const userIds = [...context.state.users.keys()]
  if (projectIds.length === 0) return
  for (const index of times(context.size.assignments)) {
    const startMs = Math.floor((context.nowMs + (index - 40) * DAY_MS) / DAY_MS) * DAY_MS
    const id = pastId(context, 60)
    context.state.assignments.set(id, {
      id,
      userId: userIds[index % userIds.length] ?? '',
      projectId: projectIds[index % projectIds.length] ?? '',
      taskId: null,
      startMs,
      endMs: startMs + 4 * DAY_MS,
      hoursPerDay: 2 + (index % 6),
      note: '',
      published: index % 4 !== 0,
    })
  }
}

const STATES = ['PENDING', 'APPROVED', 'REJECTED'] as const

function seedApprovals(context: SeedContext): void {
  const userIds = [...context.state.users.keys()]
  for (const index of times(context.size.approvalRequests)) {
    const request = makeApproval(context, index, userIds[index % userIds.length] ?? '')
    context.state.approvalRequests.set(request.id, request)
  }
}

function makeApproval(context: SeedContext, index: number, userId: string): ApprovalRequest {
  const startMs = Math.floor((context.nowMs - (7 + index * 7) * DAY_MS) / DAY_MS) * DAY_MS
  return {
    id: makeId(context.random, startMs + 8 * DAY_MS),
    userId,
    startMs,
    endMs: startMs + 7 * DAY_MS - 1000,
    state: STATES[index % STATES.length] ?? 'PENDING',
    note: '',
    updatedBy: context.state.ownerId,
    updatedMs: startMs + 8 * DAY_MS,
  }
}

function seedSharedReports(context: SeedContext): void {
  const types = ['SUMMARY', 'DETAILED', 'WEEKLY'] as const
  for (const index of times(context.size.sharedReports)) {
    const id = pastId(context, 90 - index)
    const type = types[index % types.length] ?? 'SUMMARY'
    context.state.sharedReports.set(id, {
      id,
      name: `Team ${type.toLowerCase()} ${index + 1}`,
      type,
      isPublic: index % 2 === 0,
      fixedDate: false,
      userId: context.state.ownerId,
    })
  }
}
