/** What the platform's manifest schema 1.6 knows; names of its own that it does not document are left out. */
export const WEBHOOK_EVENTS = [
  'NEW_PROJECT',
  'PROJECT_UPDATED',
  'PROJECT_DELETED',
  'NEW_TASK',
  'TASK_UPDATED',
  'TASK_DELETED',
  'NEW_CLIENT',
  'CLIENT_UPDATED',
  'CLIENT_DELETED',
  'NEW_TAG',
  'TAG_UPDATED',
  'TAG_DELETED',
  'NEW_TIMER_STARTED',
  'TIMER_STOPPED',
  'NEW_TIME_ENTRY',
  'TIME_ENTRY_UPDATED',
  'TIME_ENTRY_DELETED',
  'TIME_ENTRY_RESTORED',
  'TIME_ENTRY_SPLIT',
  'NEW_INVOICE',
  'INVOICE_UPDATED',
  'COST_RATE_UPDATED',
  'BILLABLE_RATE_UPDATED',
  'USER_JOINED_WORKSPACE',
  'USER_DELETED_FROM_WORKSPACE',
  'USER_ACTIVATED_ON_WORKSPACE',
  'USER_DEACTIVATED_ON_WORKSPACE',
  'USER_EMAIL_CHANGED',
  'USER_UPDATED',
  'USER_GROUP_CREATED',
  'USER_GROUP_UPDATED',
  'USER_GROUP_DELETED',
  'USERS_INVITED_TO_WORKSPACE',
  'LIMITED_USERS_ADDED_TO_WORKSPACE',
  'NEW_APPROVAL_REQUEST',
  'APPROVAL_REQUEST_STATUS_UPDATED',
  'TIME_OFF_REQUESTED',
  'TIME_OFF_REQUEST_APPROVED',
  'TIME_OFF_REQUEST_REJECTED',
  'TIME_OFF_REQUEST_WITHDRAWN',
  'TIME_OFF_REQUEST_UPDATED',
  'TIME_OFF_REQUEST_STARTED',
  'BALANCE_UPDATED',
  'EXPENSE_CREATED',
  'EXPENSE_UPDATED',
  'EXPENSE_DELETED',
  'EXPENSE_RESTORED',
  'ASSIGNMENT_CREATED',
  'ASSIGNMENT_UPDATED',
  'ASSIGNMENT_DELETED',
  'ASSIGNMENT_PUBLISHED',
] as const

const SCOPE_FAMILIES = [
  'CLIENT',
  'PROJECT',
  'TAG',
  'TASK',
  'TIME_ENTRY',
  'EXPENSE',
  'INVOICE',
  'USER',
  'GROUP',
  'WORKSPACE',
  'CUSTOM_FIELDS',
  'APPROVAL',
  'SCHEDULING',
  'REPORTS',
  'TIME_OFF',
] as const

/** Every family is read by the walk over the safe operations. */
export const READ_SCOPES = SCOPE_FAMILIES.map((family) => `${family}_READ` as const)
/** Writing does not include reading. */
export const WRITE_SCOPES = SCOPE_FAMILIES.map((family) => `${family}_WRITE` as const)

export const LIFECYCLE_TYPES = ['INSTALLED', 'SETTINGS_UPDATED', 'STATUS_CHANGED', 'DELETED'] as const

export const COMPONENT_TYPES = [
  'sidebar',
  'widget',
  'timeoff.tab',
  'schedule.tab',
  'approvals.tab',
  'reports.tab',
  'activity.tab',
  'team.tab',
  'projects.tab',
  'invoices.action',
  'timeentries.action.uiblocks',
] as const

export const PLANS = ['FREE', 'BASIC', 'STANDARD', 'PRO', 'ENTERPRISE'] as const
export const ACCESS_LEVELS = ['ADMINS', 'EVERYONE'] as const
