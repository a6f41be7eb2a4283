import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'

export interface Call {
  readonly operationId: string
  /** Path parameters beside workspaceId. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
  readonly form?: FormData
}

const first = (records: ReadonlyMap<string, unknown>): string => [...records.keys()][0]!
const SPAN = 'start=2020-01-01T00:00:00Z&end=2035-01-01T00:00:00Z'
const NAMED = { name: 'Contract' }

/** One call of every GET operation, with ids that exist. */
export function readCalls(sandbox: ClockifySandbox): readonly Call[] {
  const { state } = sandbox
  const user = { userId: first(state.users) }
  const projectId = first(state.projects)
  const task = [...state.tasks.values()].find((one) => one.projectId === projectId)!
  const receipt = [...state.expenses.values()].find((one) => one.fileId !== null)!
  const paid = [...state.invoices.values()].find((one) => one.payments.length > 0)!
  const policyId = first(state.policies)
  const changes = 'type=TIME_ENTRY&type=PROJECTS&start=2020-01-01T00:00:00Z&end=2035-01-01T00:00:00Z'
  const webhookId = sandbox.createUserWebhook({ url: 'http://127.0.0.1:9/', event: 'NEW_TAG' }).id
  return [
    { operationId: 'getLoggedUser', query: 'include-memberships=true' },
    'getWorkspacesOfUser',
    'getWorkspaceOfUser',
    'getApprovalRequests',
    'getClients',
    'ofWorkspace',
    'getExpenses',
    'getCategories',
    'getHolidays',
    'getInvoices',
    'getInvoiceSettings',
    'getProjects',
    'getTags',
    'getInProgressTimeEntries',
    'findPoliciesForWorkspace',
    'getUserGroups',
    'getWebhooks',
    'getSharedReportsV1',
    { operationId: 'getUsersOfWorkspace', query: 'include-roles=false&memberships=ALL' },
    { operationId: 'getAddonWebhooks', params: { addonId: sandbox.installation!.addonId } },
    { operationId: 'getClient', params: { id: first(state.clients) } },
    { operationId: 'getTag', params: { id: first(state.tags) } },
    { operationId: 'getCreatedEntityInfo', query: changes },
    { operationId: 'getUpdatedEntityInfo', query: changes },
    { operationId: 'getDeletedEntityInfo', query: changes },
    { operationId: 'getExpense', params: { expenseId: receipt.id } },
    { operationId: 'downloadFile', params: { expenseId: receipt.id, fileId: receipt.fileId! } },
    { operationId: 'getHolidaysInPeriod', query: `assigned-to=${user.userId}&${SPAN}` },
    { operationId: 'getInvoice', params: { invoiceId: paid.id } },
    { operationId: 'exportInvoice', params: { invoiceId: paid.id }, query: 'userLocale=en' },
    { operationId: 'getPaymentsForInvoice', params: { invoiceId: paid.id } },
    { operationId: 'getMemberProfile', params: user },
    { operationId: 'getManagersOfUser', params: { userId: [...state.users.keys()][5]! } },
    { operationId: 'getProject', params: { projectId }, query: 'hydrated=true' },
    { operationId: 'getCustomFieldsOfProject', params: { projectId } },
    { operationId: 'getTasks', params: { projectId } },
    { operationId: 'getTask', params: { projectId, taskId: task.id } },
    { operationId: 'getAllAssignments', query: SPAN },
    { operationId: 'getProjectTotalsForSingleProject', params: { projectId }, query: SPAN },
    { operationId: 'getUserTotalsForSingleUser', params: user, query: SPAN },
    { operationId: 'getTimeEntries', params: { userId: [...state.users.keys()][1]! } },
    { operationId: 'getTimeEntry', params: { id: first(state.timeEntries) }, query: 'hydrated=true' },
    { operationId: 'getBalancesForPolicy', params: { policyId } },
    { operationId: 'getBalancesForUser', params: user },
    { operationId: 'getPolicy', params: { id: policyId } },
    { operationId: 'getWebhook', params: { webhookId } },
    { operationId: 'generateSharedReportV1', params: { id: first(state.sharedReports) } },
  ].map((call) => (typeof call === 'string' ? { operationId: call } : call))
}

/** One call of each write that the sandbox does for real, in an order that works. */
export function writeCalls(sandbox: ClockifySandbox): readonly Call[] {
  return [...workCalls(sandbox), ...peopleCalls(sandbox), ...moneyCalls(sandbox), ...reportCalls()]
}

function workCalls(sandbox: ClockifySandbox): readonly Call[] {
  const { state } = sandbox
  const userId = [...state.users.keys()][3]!
  const client = sandbox.createClient({ name: 'Contract client', archived: true })
  const tag = sandbox.createTag({ name: 'contract tag' })
  const project = sandbox.createProject({ name: 'Contract project', archived: true })
  const task = sandbox.createTask({ name: 'Contract task', projectId: first(state.projects), status: 'DONE' })
  const ofTask = { projectId: task.projectId, taskId: task.id }
  const entry = sandbox.createTimeEntry({ userId })
  const many = sandbox.createTimeEntry({ userId })
  const start = '2026-02-02T09:00:00Z'
  const body = { start, end: '2026-02-02T10:00:00Z', description: 'Contract' }
  return [
    { operationId: 'createClient', body: { name: 'Another client' } },
    {
      operationId: 'updateClient',
      params: { id: client.id },
      body: { name: 'Changed client', archived: true },
    },
    { operationId: 'deleteClient', params: { id: client.id } },
    { operationId: 'createNewTag', body: { name: 'another tag' } },
    { operationId: 'updateTag', params: { id: tag.id }, body: { name: 'changed tag' } },
    { operationId: 'deleteTag', params: { id: tag.id } },
    { operationId: 'createNewProject', body: { name: 'Another project', hourlyRate: { amount: 100 } } },
    {
      operationId: 'updateProject',
      params: { projectId: project.id },
      body: { name: 'Changed', archived: true },
    },
    { operationId: 'deleteProject', params: { projectId: project.id } },
    { operationId: 'createTask', params: { projectId: task.projectId }, body: NAMED },
    { operationId: 'updateTask', params: ofTask, body: { name: 'Changed task', status: 'DONE' } },
    {
      operationId: 'setTaskHourlyRate',
      params: { projectId: task.projectId, id: task.id },
      body: { amount: 100 },
    },
    { operationId: 'deleteTask', params: ofTask },
    { operationId: 'createTimeEntry', body },
    { operationId: 'createForOthers', params: { userId }, body: { start } },
    { operationId: 'stopRunningTimeEntry', params: { userId }, body: { end: '2026-02-02T11:00:00Z' } },
    { operationId: 'updateTimeEntry', params: { id: entry.id }, body },
    { operationId: 'duplicateTimeEntry', params: { userId, id: entry.id } },
    { operationId: 'replaceMany', params: { userId }, body: [{ ...body, id: entry.id }] },
    { operationId: 'deleteTimeEntry', params: { id: entry.id } },
    { operationId: 'deleteMany', params: { userId }, query: `time-entry-ids=${many.id}` },
    { operationId: 'create', body: { name: 'Contract field', type: 'TXT' } },
    {
      operationId: 'editCustomField',
      params: { customFieldId: first(state.customFields) },
      body: { name: 'Changed', type: 'TXT' },
    },
  ]
}

function peopleCalls(sandbox: ClockifySandbox): readonly Call[] {
  const { state } = sandbox
  const userId = [...state.users.keys()][3]!
  const group = sandbox.createUserGroup({ name: 'Contract group' })
  const period = { start: '2027-01-04T00:00:00Z', end: '2027-01-05T00:00:00Z' }
  const holiday = { name: 'Contract day', datePeriod: { startDate: '2027-01-01', endDate: '2027-01-01' } }
  const policyId = first(state.policies)
  const requested = sandbox.requestTimeOff({ userId, policyId, startMs: 0, endMs: 86_400_000, note: null })
  const work = { ...period, userId, projectId: first(state.projects), hoursPerDay: 4 }
  const webhook = {
    url: 'http://127.0.0.1:9/',
    webhookEvent: 'NEW_TAG',
    triggerSourceType: 'WORKSPACE_ID',
    triggerSource: [],
  }
  const webhookId = sandbox.createUserWebhook({ url: 'http://127.0.0.1:9/', event: 'NEW_TAG' }).id
  return [
    { operationId: 'updateUserStatus', params: { userId }, body: { status: 'INACTIVE' } },
    { operationId: 'addUsers', body: { email: 'new@northwind.example' } },
    { operationId: 'setHourlyRateForUser', params: { userId }, body: { amount: 100 } },
    { operationId: 'filterUsersOfWorkspace', body: {} },
    { operationId: 'updateMemberProfileWithAdditionalData', params: { userId }, body: { name: 'New Name' } },
    { operationId: 'createUserGroup', body: NAMED },
    { operationId: 'updateUserGroup', params: { id: group.id }, body: NAMED },
    { operationId: 'addUser', params: { userGroupId: group.id }, body: { userId } },
    { operationId: 'deleteUser', params: { userGroupId: group.id, userId } },
    { operationId: 'deleteUserGroup', params: { id: group.id } },
    { operationId: 'createHoliday', body: holiday },
    { operationId: 'updateHoliday', params: { holidayId: first(state.holidays) }, body: holiday },
    { operationId: 'deleteHoliday', params: { holidayId: first(state.holidays) } },
    { operationId: 'createPolicy', body: NAMED },
    { operationId: 'createTimeOffRequest', params: { policyId }, body: { timeOffPeriod: { period } } },
    {
      operationId: 'changeTimeOffRequestStatus',
      params: { policyId, requestId: requested.id },
      body: { status: 'APPROVED' },
    },
    { operationId: 'getTimeOffRequest', body: {} },
    { operationId: 'deleteTimeOffRequest', params: { policyId, requestId: requested.id } },
    { operationId: 'createRecurring', body: work },
    {
      operationId: 'createApprrovalRequest',
      body: { period: 'WEEKLY', periodStart: '2026-02-02T00:00:00Z' },
    },
    {
      operationId: 'updateApprovalStatus',
      params: { approvalRequestId: first(state.approvalRequests) },
      body: { state: 'APPROVED' },
    },
    { operationId: 'createWebhook', body: { ...webhook, name: 'Contract hook' } },
    { operationId: 'getLogsForWebhook', params: { webhookId }, body: {} },
    { operationId: 'generateNewToken', params: { webhookId } },
    { operationId: 'deleteWebhook', params: { webhookId } },
  ]
}

function moneyCalls(sandbox: ClockifySandbox): readonly Call[] {
  const { state } = sandbox
  const invoiceId = first(state.invoices)
  const invoice = {
    number: 'C-1',
    currency: 'EUR',
    issuedDate: '2026-02-02T00:00:00Z',
    dueDate: '2026-03-02T00:00:00Z',
  }
  const item = {
    description: 'Work',
    itemType: 'Service',
    quantity: 100,
    unitPrice: 5000,
    applyTaxes: 'NONE',
  }
  return [
    { operationId: 'createExpense', form: expenseForm(sandbox) },
    {
      operationId: 'updateExpense',
      params: { expenseId: first(state.expenses) },
      form: expenseForm(sandbox),
    },
    { operationId: 'deleteExpense', params: { expenseId: first(state.expenses) } },
    { operationId: 'createExpenseCategory', body: NAMED },
    { operationId: 'createInvoice', body: { ...invoice, clientId: first(state.clients) } },
    { operationId: 'updateInvoice', params: { invoiceId }, body: invoice },
    { operationId: 'addInvoiceItem', params: { invoiceId }, body: item },
    { operationId: 'createInvoicePayment', params: { invoiceId }, body: { amount: 100 } },
    { operationId: 'changeInvoiceStatus', params: { invoiceId }, body: { invoiceStatus: 'SENT' } },
    { operationId: 'getInvoicesInfo', body: {} },
    { operationId: 'deleteInvoice', params: { invoiceId } },
  ]
}

function expenseForm(sandbox: ClockifySandbox): FormData {
  const form = new FormData()
  form.set('amount', '12.50')
  form.set('date', '2026-02-02T00:00:00Z')
  form.set('userId', first(sandbox.state.users))
  form.set('projectId', first(sandbox.state.projects))
  form.set('categoryId', first(sandbox.state.expenseCategories))
  form.set('file', new Blob(['receipt']), 'receipt.txt')
  return form
}

function reportCalls(): readonly Call[] {
  const span = { dateRangeStart: '2020-01-01T00:00:00', dateRangeEnd: '2035-01-01T00:00:00' }
  return [
    {
      operationId: 'generateSummaryReport',
      body: { ...span, summaryFilter: { groups: ['USER', 'PROJECT'] } },
    },
    { operationId: 'generateDetailedReport', body: { ...span, detailedFilter: { page: 1, pageSize: 20 } } },
    { operationId: 'generateWeeklyReport', body: { ...span, weeklyFilter: { group: 'USER' } } },
    {
      operationId: 'generateAttendanceReport',
      body: { ...span, attendanceFilter: { page: 1, pageSize: 20 } },
    },
    { operationId: 'generateDetailedReportV1', body: span },
    { operationId: 'saveSharedReportV1', body: { name: 'Contract report', type: 'SUMMARY' } },
  ]
}
