/** What the bodies of an event type say of the entity that they are about. */
interface WebhookEventType {
  /** Fields that may hold its id, the likeliest first; empty when these bodies have none. */
  readonly entityIdIn: readonly string[]
  /** The body names the entity and says nothing of its state: two changes of it look the same. */
  readonly idsOnly: boolean
}

const ENTITY: WebhookEventType = { entityIdIn: ['id'], idsOnly: false }
const NO_ENTITY: WebhookEventType = { entityIdIn: [], idsOnly: false }
const EXPENSE: WebhookEventType = { entityIdIn: ['expenseId', 'id'], idsOnly: false }
const EXPENSE_IDS: WebhookEventType = { ...EXPENSE, idsOnly: true }
const ASSIGNMENT_IDS: WebhookEventType = { entityIdIn: ['assignmentId', 'id'], idsOnly: true }

/** The 51 event types that Clockify documents; the one list of their names. */
const WEBHOOK_EVENT_TYPES = {
  NEW_PROJECT: ENTITY,
  PROJECT_UPDATED: ENTITY,
  PROJECT_DELETED: ENTITY,
  NEW_TASK: ENTITY,
  TASK_UPDATED: ENTITY,
  TASK_DELETED: ENTITY,
  NEW_CLIENT: ENTITY,
  CLIENT_UPDATED: ENTITY,
  CLIENT_DELETED: ENTITY,
  NEW_TAG: ENTITY,
  TAG_UPDATED: ENTITY,
  TAG_DELETED: ENTITY,
  NEW_TIMER_STARTED: ENTITY,
  TIMER_STOPPED: ENTITY,
  NEW_TIME_ENTRY: ENTITY,
  TIME_ENTRY_UPDATED: ENTITY,
  TIME_ENTRY_DELETED: ENTITY,
  TIME_ENTRY_RESTORED: ENTITY,
  TIME_ENTRY_SPLIT: ENTITY,
  NEW_INVOICE: ENTITY,
  INVOICE_UPDATED: ENTITY,
  COST_RATE_UPDATED: NO_ENTITY,
  BILLABLE_RATE_UPDATED: NO_ENTITY,
  USER_JOINED_WORKSPACE: ENTITY,
  USER_DELETED_FROM_WORKSPACE: ENTITY,
  USER_ACTIVATED_ON_WORKSPACE: ENTITY,
  USER_DEACTIVATED_ON_WORKSPACE: ENTITY,
  USER_EMAIL_CHANGED: ENTITY,
  USER_UPDATED: ENTITY,
  USER_GROUP_CREATED: ENTITY,
  USER_GROUP_UPDATED: ENTITY,
  USER_GROUP_DELETED: ENTITY,
  USERS_INVITED_TO_WORKSPACE: NO_ENTITY,
  LIMITED_USERS_ADDED_TO_WORKSPACE: NO_ENTITY,
  NEW_APPROVAL_REQUEST: ENTITY,
  APPROVAL_REQUEST_STATUS_UPDATED: ENTITY,
  TIME_OFF_REQUESTED: ENTITY,
  TIME_OFF_REQUEST_APPROVED: ENTITY,
  TIME_OFF_REQUEST_REJECTED: ENTITY,
  TIME_OFF_REQUEST_WITHDRAWN: ENTITY,
  TIME_OFF_REQUEST_UPDATED: ENTITY,
  TIME_OFF_REQUEST_STARTED: ENTITY,
  BALANCE_UPDATED: NO_ENTITY,
  EXPENSE_CREATED: EXPENSE,
  EXPENSE_UPDATED: EXPENSE_IDS,
  EXPENSE_DELETED: EXPENSE_IDS,
  EXPENSE_RESTORED: EXPENSE,
  ASSIGNMENT_CREATED: ASSIGNMENT_IDS,
  ASSIGNMENT_UPDATED: ASSIGNMENT_IDS,
  ASSIGNMENT_DELETED: ASSIGNMENT_IDS,
  ASSIGNMENT_PUBLISHED: ASSIGNMENT_IDS,
} as const satisfies Readonly<Record<string, WebhookEventType>>

export type WebhookEventName = keyof typeof WEBHOOK_EVENT_TYPES

// Object.keys forgets that the table is closed; nothing adds to it.
export const WEBHOOK_EVENT_NAMES = Object.keys(WEBHOOK_EVENT_TYPES) as WebhookEventName[]

const BY_NAME: ReadonlyMap<string, WebhookEventType> = new Map(Object.entries(WEBHOOK_EVENT_TYPES))

/** Undefined for a name that is not documented: such events are taken too. */
export function findEventType(name: string): WebhookEventType | undefined {
  return BY_NAME.get(name)
}
