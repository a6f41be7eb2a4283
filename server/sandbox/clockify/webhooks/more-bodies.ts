import type {
  ApprovalRequest,
  Assignment,
  Expense,
  Invoice,
  TimeOffRequest,
  UserGroup,
} from '../state/model.ts'
import { requestStatusView, timeOffRequestView } from '../views/absence.view.ts'
import { expenseView } from '../views/expense.view.ts'
import { invoiceOverview } from '../views/invoice.view.ts'
import { approvalRequestView } from '../views/planning.view.ts'
import type { World } from '../world.ts'
import { withWorkspace } from './bodies.ts'

/** Created and restored: the whole expense. */
export function expenseBody(world: World, expense: Expense): object {
  return expenseView(world.state, expense)
}

/** Updated and deleted are notices: ids only. */
export function expenseNotice(world: World, expense: Expense): object {
  const { userId, projectId, categoryId, id: expenseId } = expense
  return { workspaceId: world.state.workspaceId, userId, projectId, expenseId, categoryId }
}

export function invoiceBody(world: World, invoice: Invoice): object {
  return withWorkspace(world, invoiceOverview(world.state, invoice))
}

export function assignmentNotice(world: World, assignment: Assignment): object {
  const { userId, projectId, id: assignmentId } = assignment
  return { workspaceId: world.state.workspaceId, userId, projectId, assignmentId }
}

export function userGroupBody(world: World, group: UserGroup): object {
  return {
    id: group.id,
    name: group.name,
    workspaceId: world.state.workspaceId,
    userIds: group.userIds,
    teamManagers: [],
  }
}

export function approvalBody(world: World, request: ApprovalRequest): object {
  const owner = world.state.users.get(request.userId)
  return {
    ...approvalRequestView(world.state, request),
    owner: {
      userId: request.userId,
      userName: owner?.name ?? '',
      timezone: owner?.timeZone ?? 'UTC',
      startOfWeek: 'MONDAY',
    },
  }
}

export function timeOffBody(world: World, request: TimeOffRequest): object {
  return {
    ...timeOffRequestView(world.state, request),
    timeZone: world.state.users.get(request.userId)?.timeZone ?? 'UTC',
    halfDay: false,
    status: requestStatusView(world.state, request),
    excludeDays: [],
    negativeBalanceUsed: 0,
    balanceValueAtRequest: 0,
  }
}

/** The changed balance is text in this body. */
export function balanceBody(
  world: World,
  change: { readonly userId: string; readonly value: number; readonly note: string },
): object {
  return {
    workspaceId: world.state.workspaceId,
    userId: change.userId,
    value: String(change.value),
    note: change.note,
    updatedBy: world.state.ownerId,
  }
}

export interface RateChange {
  readonly userId: string
  readonly targetId: string
  readonly amount: number
  readonly sinceMs: number
}

export function rateBody(world: World, change: RateChange): object {
  return {
    workspaceId: world.state.workspaceId,
    rateChangeSource: 'WORKSPACE_MEMBER',
    modifiedEntity: {
      userId: change.userId,
      hourlyRate: { amount: change.amount },
      costRate: { amount: change.amount },
      targetId: change.targetId,
      membershipType: 'WORKSPACE',
      membershipStatus: 'ACTIVE',
    },
    currency: { id: world.state.currencyId, code: 'EUR' },
    amount: change.amount,
    since: new Date(change.sinceMs).toISOString(),
  }
}
