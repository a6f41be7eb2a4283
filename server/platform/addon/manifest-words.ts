/** What the platform's manifest schema 1.6 knows; names of its own that it does not document are left out. */
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
