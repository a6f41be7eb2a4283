import type { WebhookEventName } from '../webhooks/index.ts'
import type { RecordForm } from './read-records.ts'

/** How the present state of a record is asked for: its own GET, or the list that holds it. */
export interface Refetch {
  readonly operationId: string
  /** Path parameters, each from the first of these fields of the event's body that is there. */
  readonly path: Readonly<Record<string, readonly string[]>>
  readonly query?: Readonly<Record<string, string | { readonly fromNow: string }>>
  readonly form: RecordForm
  /** The answer is the collection's list: what it does not hold is gone. */
  readonly isList: boolean
}

/** What one kind of entity's events do to the records. */
export interface EntityRule {
  readonly form: RecordForm
  /** Where the id stands in the body. */
  readonly idFields: readonly string[]
  /** The body holds the whole record, a part of it that is laid over what is known, or ids only. */
  readonly body: 'whole' | 'part' | 'ids'
  /** The record wraps the body under this name. */
  readonly wrap?: string
  readonly refetch?: Refetch
}

/** `refetch`: the body only tells that something changed. */
export type Change = 'upsert' | 'delete' | 'restore' | 'refetch'

export interface EventRule {
  readonly entity: EntityRule
  readonly change: Change
}

const form = (collection: string, more: Partial<RecordForm> = {}): RecordForm => ({
  collection,
  idField: 'id',
  nameField: 'name',
  ...more,
})

function detail(
  operationId: string,
  path: Readonly<Record<string, readonly string[]>>,
  record: RecordForm,
): Refetch {
  return { operationId, path, form: record, isList: false }
}

function list(operationId: string, record: RecordForm, query: Refetch['query'] = {}): Refetch {
  return { operationId, path: {}, query, form: record, isList: true }
}

const PROJECT = form('projects')
const TASK = form('tasks', { parentField: 'projectId' })
const ENTRY = form('time-entries', { nameField: 'description', parentField: 'userId' })
const CLIENT = form('clients')
const TAG = form('tags')
const USER = form('users')
const GROUP = form('user-groups')
const EXPENSE = form('expenses', { nameField: 'notes', parentField: 'userId' })
const INVOICE = form('invoices', { nameField: 'number', parentField: 'clientId' })
const INVOICE_DETAIL: RecordForm = { ...INVOICE, collection: 'invoice-details', parentField: 'id' }
const APPROVAL: RecordForm = {
  collection: 'approval-requests',
  idField: 'approvalRequest.id',
  parentField: 'approvalRequest.owner.userId',
}
const TIME_OFF = form('requests', { nameField: 'note', parentField: 'userId' })
const BALANCE = form('balances', { nameField: 'policyName', parentField: 'policyId' })
const ASSIGNMENT = form('assignments', { nameField: 'projectName', parentField: 'projectId' })

const whole = (entity: RecordForm, refetch?: Refetch): EntityRule => ({
  form: entity,
  idFields: ['id'],
  body: 'whole',
  ...(refetch === undefined ? {} : { refetch }),
})

const project = whole(PROJECT, detail('getProject', { projectId: ['id'] }, PROJECT))
const task = whole(TASK, detail('getTask', { projectId: ['projectId'], taskId: ['id'] }, TASK))
const entry = whole(ENTRY, detail('getTimeEntry', { id: ['id'] }, ENTRY))
const client = whole(CLIENT, detail('getClient', { id: ['id'] }, CLIENT))
const tag = whole(TAG, detail('getTag', { id: ['id'] }, TAG))
const group = whole(GROUP, list('getUserGroups', GROUP))
const invoice = whole(INVOICE, list('getInvoices', INVOICE))
const timeOff = whole(TIME_OFF)
// Bodies of users lack their status, memberships and rates.
const user: EntityRule = {
  ...whole(USER, list('getUsersOfWorkspace', USER, { 'include-roles': 'false' })),
  body: 'part',
}
const approval: EntityRule = {
  ...whole(APPROVAL, list('getApprovalRequests', APPROVAL)),
  body: 'part',
  wrap: 'approvalRequest',
}
const getExpense = detail('getExpense', { expenseId: ['id', 'expenseId'] }, EXPENSE)
const expense: EntityRule = { ...whole(EXPENSE, getExpense), idFields: ['id', 'expenseId'] }
const expenseNotice: EntityRule = { ...expense, body: 'ids' }
const assignment: EntityRule = {
  form: ASSIGNMENT,
  idFields: ['assignmentId'],
  body: 'ids',
  refetch: list('getAllAssignments', ASSIGNMENT, { start: { fromNow: '-P30D' }, end: { fromNow: 'P90D' } }),
}
const notice = (refetch: Refetch): EntityRule => ({ form: refetch.form, idFields: [], body: 'ids', refetch })
const balance = notice({ ...detail('getBalancesForUser', { userId: ['userId'] }, BALANCE) })
const invoiceDetail = notice(detail('getInvoice', { invoiceId: ['id'] }, INVOICE_DETAIL))
const projectRate = notice(
  detail('getProject', { projectId: ['modifiedEntity.targetId', 'projectId'] }, PROJECT),
)
const userRate = notice(list('getUsersOfWorkspace', USER, { 'include-roles': 'false' }))

const rules = (
  entity: EntityRule,
  changes: Partial<Record<Change, readonly WebhookEventName[]>>,
): readonly (readonly [WebhookEventName, EventRule])[] =>
  Object.entries(changes).flatMap(([change, names]) =>
    // Object.entries forgets that the keys are changes.
    names.map((name) => [name, { entity, change: change as Change }] as const),
  )

const ALL = [
  ...rules(project, { upsert: ['NEW_PROJECT', 'PROJECT_UPDATED'], delete: ['PROJECT_DELETED'] }),
  ...rules(task, { upsert: ['NEW_TASK', 'TASK_UPDATED'], delete: ['TASK_DELETED'] }),
  ...rules(client, { upsert: ['NEW_CLIENT', 'CLIENT_UPDATED'], delete: ['CLIENT_DELETED'] }),
  ...rules(tag, { upsert: ['NEW_TAG', 'TAG_UPDATED'], delete: ['TAG_DELETED'] }),
  ...rules(entry, {
    upsert: [
      'NEW_TIMER_STARTED',
      'TIMER_STOPPED',
      'NEW_TIME_ENTRY',
      'TIME_ENTRY_UPDATED',
      'TIME_ENTRY_SPLIT',
    ],
    delete: ['TIME_ENTRY_DELETED'],
    restore: ['TIME_ENTRY_RESTORED'],
  }),
  ...rules(user, {
    upsert: ['USER_JOINED_WORKSPACE', 'USER_UPDATED', 'USER_EMAIL_CHANGED'],
    delete: ['USER_DELETED_FROM_WORKSPACE'],
    refetch: ['USER_ACTIVATED_ON_WORKSPACE', 'USER_DEACTIVATED_ON_WORKSPACE'],
  }),
  ...rules(userRate, { refetch: ['USERS_INVITED_TO_WORKSPACE', 'LIMITED_USERS_ADDED_TO_WORKSPACE'] }),
  ...rules(group, { upsert: ['USER_GROUP_CREATED', 'USER_GROUP_UPDATED'], delete: ['USER_GROUP_DELETED'] }),
  ...rules(expense, { upsert: ['EXPENSE_CREATED'], restore: ['EXPENSE_RESTORED'] }),
  ...rules(expenseNotice, { refetch: ['EXPENSE_UPDATED'], delete: ['EXPENSE_DELETED'] }),
  ...rules(invoice, { upsert: ['NEW_INVOICE', 'INVOICE_UPDATED'] }),
  ...rules(invoiceDetail, { refetch: ['NEW_INVOICE', 'INVOICE_UPDATED'] }),
  ...rules(approval, { upsert: ['NEW_APPROVAL_REQUEST', 'APPROVAL_REQUEST_STATUS_UPDATED'] }),
  ...rules(timeOff, {
    upsert: [
      'TIME_OFF_REQUESTED',
      'TIME_OFF_REQUEST_UPDATED',
      'TIME_OFF_REQUEST_STARTED',
      'TIME_OFF_REQUEST_APPROVED',
      'TIME_OFF_REQUEST_REJECTED',
      'TIME_OFF_REQUEST_WITHDRAWN',
    ],
  }),
  ...rules(balance, { refetch: ['BALANCE_UPDATED'] }),
  ...rules(assignment, {
    refetch: ['ASSIGNMENT_CREATED', 'ASSIGNMENT_UPDATED', 'ASSIGNMENT_PUBLISHED'],
    delete: ['ASSIGNMENT_DELETED'],
  }),
]

/** Every event that changes a stored record; an event may change several. */
export const RECORD_EVENTS: readonly WebhookEventName[] = [
  ...new Set<WebhookEventName>([...ALL.map(([name]) => name), 'COST_RATE_UPDATED', 'BILLABLE_RATE_UPDATED']),
]

/** A rate belongs to a member or to a project, and only the body says which. */
export function rulesFor(type: string, body: Readonly<Record<string, unknown>>): readonly EventRule[] {
  if (type === 'COST_RATE_UPDATED' || type === 'BILLABLE_RATE_UPDATED')
    return [{ entity: isProjectRate(body) ? projectRate : userRate, change: 'refetch' }]
  return ALL.filter(([name]) => name === type).map(([, rule]) => rule)
}

function isProjectRate(body: Readonly<Record<string, unknown>>): boolean {
  return String(body['rateChangeSource']).includes('PROJECT')
}
