/** What a delivery says about the records of its collection. */
export type WebhookChange =
  /** The body is the record as it is now. */
  | 'upsert'
  /** The record is gone. */
  | 'delete'
  /** The body only names what changed: its state has to be fetched. */
  | 'notice'

export interface WebhookEventType {
  readonly name: string
  readonly category: string
  /** Where the bootstrap keeps such records; undefined where it keeps none. */
  readonly collection: string | undefined
  readonly change: WebhookChange
  /** Body fields that may hold the entity's id, the likeliest first; empty when bodies of this type have none. */
  readonly entityIdIn: readonly string[]
  /** The body names the entity and says nothing of its state: two changes of it look the same. */
  readonly idsOnly: boolean
}

interface Family {
  readonly category: string
  readonly collection?: string
  readonly entityIdIn?: readonly string[]
  readonly idsOnly?: readonly string[]
  readonly upsert?: readonly string[]
  readonly delete?: readonly string[]
  readonly notice?: readonly string[]
}

const FAMILIES: readonly Family[] = [
  {
    category: 'time-entry',
    collection: 'time-entries',
    upsert: [
      'NEW_TIMER_STARTED',
      'TIMER_STOPPED',
      'NEW_TIME_ENTRY',
      'TIME_ENTRY_UPDATED',
      'TIME_ENTRY_RESTORED',
      'TIME_ENTRY_SPLIT',
    ],
    delete: ['TIME_ENTRY_DELETED'],
  },
  {
    category: 'project',
    collection: 'projects',
    upsert: ['NEW_PROJECT', 'PROJECT_UPDATED'],
    delete: ['PROJECT_DELETED'],
  },
  { category: 'task', collection: 'tasks', upsert: ['NEW_TASK', 'TASK_UPDATED'], delete: ['TASK_DELETED'] },
  {
    category: 'client',
    collection: 'clients',
    upsert: ['NEW_CLIENT', 'CLIENT_UPDATED'],
    delete: ['CLIENT_DELETED'],
  },
  { category: 'tag', collection: 'tags', upsert: ['NEW_TAG', 'TAG_UPDATED'], delete: ['TAG_DELETED'] },
  { category: 'invoice', collection: 'invoices', upsert: ['NEW_INVOICE', 'INVOICE_UPDATED'] },
  {
    category: 'user',
    collection: 'users',
    upsert: [
      'USER_JOINED_WORKSPACE',
      'USER_ACTIVATED_ON_WORKSPACE',
      'USER_DEACTIVATED_ON_WORKSPACE',
      'USER_UPDATED',
      'USER_EMAIL_CHANGED',
    ],
    delete: ['USER_DELETED_FROM_WORKSPACE'],
  },
  {
    category: 'user',
    collection: 'users',
    entityIdIn: [],
    notice: ['USERS_INVITED_TO_WORKSPACE', 'LIMITED_USERS_ADDED_TO_WORKSPACE'],
  },
  {
    category: 'user-group',
    collection: 'user-groups',
    upsert: ['USER_GROUP_CREATED', 'USER_GROUP_UPDATED'],
    delete: ['USER_GROUP_DELETED'],
  },
  {
    category: 'approval',
    collection: 'approval-requests',
    upsert: ['NEW_APPROVAL_REQUEST', 'APPROVAL_REQUEST_STATUS_UPDATED'],
  },
  {
    category: 'time-off',
    upsert: [
      'TIME_OFF_REQUESTED',
      'TIME_OFF_REQUEST_UPDATED',
      'TIME_OFF_REQUEST_STARTED',
      'TIME_OFF_REQUEST_APPROVED',
      'TIME_OFF_REQUEST_REJECTED',
      'TIME_OFF_REQUEST_WITHDRAWN',
    ],
  },
  { category: 'time-off', collection: 'balances', entityIdIn: [], notice: ['BALANCE_UPDATED'] },
  {
    category: 'expense',
    collection: 'expenses',
    entityIdIn: ['expenseId', 'id'],
    idsOnly: ['EXPENSE_UPDATED', 'EXPENSE_DELETED'],
    upsert: ['EXPENSE_CREATED', 'EXPENSE_RESTORED'],
    delete: ['EXPENSE_DELETED'],
    notice: ['EXPENSE_UPDATED'],
  },
  {
    category: 'assignment',
    collection: 'assignments',
    entityIdIn: ['assignmentId', 'id'],
    idsOnly: ['ASSIGNMENT_CREATED', 'ASSIGNMENT_UPDATED', 'ASSIGNMENT_PUBLISHED', 'ASSIGNMENT_DELETED'],
    delete: ['ASSIGNMENT_DELETED'],
    notice: ['ASSIGNMENT_CREATED', 'ASSIGNMENT_UPDATED', 'ASSIGNMENT_PUBLISHED'],
  },
  { category: 'rate', entityIdIn: [], notice: ['COST_RATE_UPDATED', 'BILLABLE_RATE_UPDATED'] },
]

/** The 51 event types that Clockify documents. */
export const WEBHOOK_EVENT_TYPES: readonly WebhookEventType[] = FAMILIES.flatMap((family) => [
  ...typesOf(family, 'upsert'),
  ...typesOf(family, 'delete'),
  ...typesOf(family, 'notice'),
])

const BY_NAME = new Map(WEBHOOK_EVENT_TYPES.map((type) => [type.name, type]))

/** Undefined for a name that is not documented: such events are taken too. */
export function findEventType(name: string): WebhookEventType | undefined {
  return BY_NAME.get(name)
}

function typesOf(family: Family, change: WebhookChange): WebhookEventType[] {
  return (family[change] ?? []).map((name) => ({
    name,
    category: family.category,
    collection: family.collection,
    change,
    entityIdIn: family.entityIdIn ?? ['id'],
    idsOnly: family.idsOnly?.includes(name) ?? false,
  }))
}
