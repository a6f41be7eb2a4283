import type { Holiday, Policy, TimeOffRequest } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { instant, instantOrNull } from './instants.ts'
import { personIn } from './named.ts'
import { nameOf } from './user.view.ts'

export function holidayView(state: WorkspaceState, holiday: Holiday): object {
  return {
    id: holiday.id,
    name: holiday.name,
    workspaceId: state.workspaceId,
    datePeriod: { startDate: holiday.startDate, endDate: holiday.endDate },
    occursAnnually: holiday.occursAnnually,
    everyoneIncludingNew: holiday.everyone,
    userIds: holiday.userIds,
    userGroupIds: holiday.userGroupIds,
    automaticTimeEntryCreation: false,
    projectId: null,
    taskId: null,
  }
}

export function policyView(state: WorkspaceState, policy: Policy): object {
  return {
    id: policy.id,
    name: policy.name,
    workspaceId: state.workspaceId,
    archived: policy.archived,
    timeUnit: policy.timeUnit,
    allowHalfDay: false,
    allowNegativeBalance: false,
    negativeBalance: null,
    approve: { requiresApproval: true, specificMembers: false, teamManagers: true, userIds: [] },
    automaticAccrual: { amount: policy.allowance, period: 'YEAR', timeUnit: policy.timeUnit },
    automaticTimeEntryCreation: { enabled: false, defaultEntities: { projectId: '', taskId: '' } },
    everyoneIncludingNew: true,
    userIds: [],
    userGroupIds: [],
    projectId: '',
  }
}

/** What is left is computed from the approved requests, so that it follows every change. */
export function balanceView(state: WorkspaceState, policy: Policy, userId: string): object {
  const used = [...state.timeOffRequests.values()]
    .filter(
      (request) =>
        request.userId === userId && request.policyId === policy.id && request.status === 'APPROVED',
    )
    .reduce((sum, request) => sum + request.days, 0)
  return {
    id: `${userId.slice(0, 12)}${policy.id.slice(-12)}`,
    userId,
    userName: nameOf(state, userId),
    workspaceId: state.workspaceId,
    policyId: policy.id,
    policyName: policy.name,
    policyArchived: policy.archived,
    policyTimeUnit: policy.timeUnit,
    total: policy.allowance,
    used,
    balance: policy.allowance - used,
    negativeBalanceLimit: false,
    negativeBalanceAmount: 0,
  }
}

const GONE_POLICY = { name: '', timeUnit: 'DAYS' as const, allowance: 0 }

export function timeOffRequestView(state: WorkspaceState, request: TimeOffRequest): object {
  const policy = state.policies.get(request.policyId) ?? GONE_POLICY
  const user = personIn(state, request.userId)
  return {
    id: request.id,
    workspaceId: state.workspaceId,
    userId: request.userId,
    userName: user.name,
    userEmail: user.email,
    userTimeZone: user.timeZone,
    requesterUserId: request.userId,
    requesterUserName: user.name,
    policyId: request.policyId,
    policyName: policy.name,
    timeUnit: policy.timeUnit,
    balance: policy.allowance,
    balanceDiff: -request.days,
    createdAt: instant(Number.parseInt(request.id.slice(0, 8), 16) * 1000),
    note: request.note,
    timeOffPeriod: {
      halfDay: false,
      halfDayHours: null,
      halfDayPeriod: 'NOT_DEFINED',
      period: { start: instant(request.startMs), end: instant(request.endMs) },
    },
    status: requestStatusView(state, request),
  }
}

export function requestStatusView(state: WorkspaceState, request: TimeOffRequest): object {
  return {
    statusType: request.status,
    changedByUserId: request.changedBy,
    changedByUserName: request.changedBy === null ? null : nameOf(state, request.changedBy),
    changedAt: instantOrNull(request.changedMs),
    changedForUserName: null,
    note: null,
  }
}
