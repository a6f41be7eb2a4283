import type { Plan } from '../options.ts'
import type { WorkspaceState } from '../state/state.ts'
import { workspaceMembership } from './user.view.ts'

const PAID_FEATURES = [
  'ADD_TIME_FOR_OTHERS',
  'APPROVAL',
  'CUSTOM_FIELDS',
  'EXPENSES',
  'INVOICING',
  'SCHEDULING',
  'TIME_OFF',
]

export function workspaceView(state: WorkspaceState, plan: Plan): object {
  return {
    id: state.workspaceId,
    name: state.name,
    hourlyRate: { amount: 5000, currency: 'EUR' },
    costRate: { amount: 3000, currency: 'EUR' },
    currencies: [{ id: state.currencyId, code: 'EUR', isDefault: true }],
    memberships: [...state.users.values()].map((user) => workspaceMembership(state, user)),
    workspaceSettings: workspaceSettings(),
    imageUrl: '',
    featureSubscriptionType: plan,
    features: plan === 'FREE' ? ['TIME_TRACKING'] : ['TIME_TRACKING', ...PAID_FEATURES],
    cakeOrganizationId: state.workspaceId,
    subdomain: { enabled: false, name: '' },
  }
}

function workspaceSettings(): object {
  return {
    timeRoundingInReports: false,
    onlyAdminsSeeBillableRates: true,
    onlyAdminsCreateProject: true,
    onlyAdminsCreateTask: true,
    onlyAdminsCreateTag: false,
    onlyAdminsSeeDashboard: false,
    onlyAdminsSeeAllTimeEntries: true,
    onlyAdminsSeePublicProjectsEntries: false,
    onlyAdminsCanChangeBillableStatus: false,
    defaultBillableProjects: true,
    isProjectPublicByDefault: true,
    lockTimeEntries: '',
    lockTimeZone: 'UTC',
    round: { round: 'Round to nearest', minutes: '15' },
    projectFavorites: true,
    projectPickerSpecialFilter: false,
    canSeeTimeSheet: true,
    canSeeTracker: true,
    projectLabel: 'Project',
    taskLabel: 'Task',
    projectGroupingLabel: 'Client',
    forceProjects: false,
    forceTasks: false,
    forceTags: false,
    forceDescription: false,
    adminOnlyPages: [],
    automaticLock: null,
    trackTimeDownToSecond: true,
    timeTrackingMode: 'DEFAULT',
    activeBillableHours: true,
    durationFormat: 'FULL',
    currencyFormat: 'CURRENCY_SPACE_VALUE',
    numberFormat: 'COMMA_PERIOD',
    workingDays: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
    multiFactorEnabled: false,
    entityCreationPermissions: {
      whoCanCreateProjectsAndClients: 'ADMINS',
      whoCanCreateTags: 'EVERYONE',
      whoCanCreateTasks: 'ADMINS',
    },
  }
}
