import type { User, UserGroup } from '../state/model.ts'
import type { WorkspaceState } from '../state/state.ts'
import { customFieldView } from './work.view.ts'

export interface UserViewOptions {
  readonly memberships: boolean
}

export function userView(
  state: WorkspaceState,
  user: User,
  options: UserViewOptions = { memberships: false },
): object {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    memberships: options.memberships ? [workspaceMembership(state, user)] : [],
    profilePicture: `https://img.example/${user.id}.png`,
    activeWorkspace: state.workspaceId,
    defaultWorkspace: state.workspaceId,
    settings: userSettings(user),
    status: 'ACTIVE',
    customFields: Object.entries(user.customFields).map(([customFieldId, value]) => ({
      customFieldId,
      customFieldName: state.customFields.get(customFieldId)?.name ?? '',
      customFieldType: state.customFields.get(customFieldId)?.type ?? 'TXT',
      userId: user.id,
      value,
    })),
  }
}

export function workspaceMembership(state: WorkspaceState, user: User): object {
  return {
    userId: user.id,
    hourlyRate: user.hourlyRate,
    costRate: user.costRate,
    targetId: state.workspaceId,
    membershipType: 'WORKSPACE',
    membershipStatus: user.status,
  }
}

export function userSettings(user: User): object {
  return {
    ...preferences(user),
    sendNewsletter: false,
    weeklyUpdates: false,
    longRunning: false,
    scheduledReports: true,
    approval: true,
    pto: true,
    alerts: true,
    reminders: true,
    onboarding: false,
    scheduling: true,
    invoiceReminders: false,
    projectPickerTaskFilter: false,
    timeTrackingManual: false,
    multiFactorEnabled: false,
    summaryReportSettings: { group: 'Project', subgroup: 'Time Entry' },
  }
}

function preferences(user: User): object {
  return {
    weekStart: 'MONDAY',
    timeZone: user.timeZone,
    timeFormat: 'HOUR24',
    dateFormat: 'DD/MM/YYYY',
    isCompactViewOn: false,
    dashboardSelection: 'ME',
    dashboardViewType: 'PROJECT',
    dashboardPinToTop: false,
    projectListCollapse: 50,
    collapseAllProjectLists: false,
    groupSimilarEntriesDisabled: false,
    myStartOfDay: '09:00',
    lang: 'EN',
    theme: 'DEFAULT',
    showOnlyWorkingDays: false,
  }
}

export const WORKING_DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'] as const

export function memberProfileView(state: WorkspaceState, user: User): object {
  const profileFields = [...state.customFields.values()].filter((field) => field.entityType === 'USER')
  return {
    email: user.email,
    name: user.name,
    hasPassword: true,
    hasPendingApprovalRequest: [...state.approvalRequests.values()].some(
      (request) => request.userId === user.id && request.state === 'PENDING',
    ),
    imageUrl: `https://img.example/${user.id}.png`,
    weekStart: 'MONDAY',
    workCapacity: 'PT8H',
    // The document types this as text; its own example is the list as JSON text.
    workingDays: WORKING_DAYS,
    workspaceNumber: 1,
    userCustomFieldValues: profileFields.map((field) => ({
      customFieldId: field.id,
      customField: customFieldView(state, field),
      name: field.name,
      sourceType: 'WORKSPACE',
      type: field.type,
      userId: user.id,
      value: user.customFields[field.id] ?? null,
    })),
  }
}

export function userGroupView(state: WorkspaceState, group: UserGroup): object {
  return {
    id: group.id,
    name: group.name,
    workspaceId: state.workspaceId,
    userIds: group.userIds,
    teamManagers: group.managerIds.map((id) => ({ id, name: state.users.get(id)?.name ?? '' })),
  }
}

/** Short form, as several records name a person. */
export function nameOf(state: WorkspaceState, userId: string): string {
  return state.users.get(userId)?.name ?? ''
}
