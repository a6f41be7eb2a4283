/** The records as the sandbox keeps them: small, with instants as milliseconds. What goes over the wire is made in views/. */
export interface Rate {
  readonly amount: number
  readonly currency: string
}

export type WorkspaceRole = 'OWNER' | 'WORKSPACE_ADMIN' | 'MEMBER'

export interface User {
  readonly id: string
  name: string
  email: string
  status: 'ACTIVE' | 'INACTIVE'
  role: WorkspaceRole
  timeZone: string
  managerId: string | null
  hourlyRate: Rate | null
  costRate: Rate | null
  customFields: Record<string, unknown>
}

export interface Client {
  readonly id: string
  name: string
  archived: boolean
  email: string | null
  address: string | null
  note: string | null
}

export interface Tag {
  readonly id: string
  name: string
  archived: boolean
}

export interface Project {
  readonly id: string
  name: string
  clientId: string | null
  color: string
  note: string
  billable: boolean
  archived: boolean
  isPublic: boolean
  isTemplate: boolean
  hourlyRate: Rate | null
  costRate: Rate | null
  estimate: string
  memberIds: string[]
  fieldDefaults: Record<string, unknown>
}

export interface Task {
  readonly id: string
  readonly projectId: string
  name: string
  status: 'ACTIVE' | 'DONE'
  assigneeIds: readonly string[]
  estimate: string
  billable: boolean
  hourlyRate: Rate | null
  costRate: Rate | null
}

export interface FieldValue {
  readonly customFieldId: string
  readonly value: unknown
}

export interface TimeEntry {
  readonly id: string
  readonly userId: string
  description: string
  projectId: string | null
  taskId: string | null
  tagIds: readonly string[]
  startMs: number
  /** null while the timer runs. */
  endMs: number | null
  billable: boolean
  type: 'REGULAR' | 'BREAK'
  isLocked: boolean
  fields: readonly FieldValue[]
  changedMs: number
}

export interface CustomField {
  readonly id: string
  name: string
  type: 'TXT' | 'NUMBER' | 'DROPDOWN_SINGLE' | 'CHECKBOX' | 'LINK'
  entityType: 'TIMEENTRY' | 'USER'
  status: 'VISIBLE' | 'INVISIBLE' | 'INACTIVE'
  allowedValues: readonly string[]
  required: boolean
}

export interface UserGroup {
  readonly id: string
  name: string
  userIds: string[]
  managerIds: string[]
}

export interface Holiday {
  readonly id: string
  name: string
  startDate: string
  endDate: string
  occursAnnually: boolean
  everyone: boolean
  userIds: readonly string[]
  userGroupIds: readonly string[]
}

export interface ExpenseCategory {
  readonly id: string
  name: string
  archived: boolean
  hasUnitPrice: boolean
  priceInCents: number
  unit: string
}

export interface Expense {
  readonly id: string
  userId: string
  projectId: string
  taskId: string | null
  categoryId: string
  date: string
  notes: string
  quantity: number
  /** Minor units. */
  total: number
  billable: boolean
  fileId: string | null
}

export interface InvoiceItem {
  readonly description: string
  readonly itemType: string
  readonly quantity: number
  readonly unitPrice: number
  readonly timeEntryIds: readonly string[]
}

export interface Payment {
  readonly id: string
  readonly amount: number
  readonly note: string
  readonly dateMs: number
  readonly author: string
}

export type InvoiceStatus = 'UNSENT' | 'SENT' | 'PAID' | 'PARTIALLY_PAID' | 'VOID' | 'OVERDUE'

export interface Invoice {
  readonly id: string
  number: string
  clientId: string
  currency: string
  status: InvoiceStatus
  issuedMs: number
  dueMs: number
  subject: string
  note: string
  userId: string
  taxPercent: number
  discountPercent: number
  items: InvoiceItem[]
  payments: Payment[]
}

export interface Policy {
  readonly id: string
  name: string
  archived: boolean
  timeUnit: 'DAYS' | 'HOURS'
  allowance: number
}

export interface TimeOffRequest {
  readonly id: string
  readonly userId: string
  readonly policyId: string
  startMs: number
  endMs: number
  days: number
  note: string | null
  status: 'PENDING' | 'APPROVED' | 'REJECTED'
  changedBy: string | null
  changedMs: number | null
}

export interface Assignment {
  readonly id: string
  userId: string
  projectId: string
  taskId: string | null
  startMs: number
  endMs: number
  hoursPerDay: number
  note: string
  published: boolean
}

export interface ApprovalRequest {
  readonly id: string
  readonly userId: string
  startMs: number
  endMs: number
  state: 'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN_SUBMISSION' | 'WITHDRAWN_APPROVAL'
  note: string
  updatedBy: string
  updatedMs: number
}

export interface SharedReport {
  readonly id: string
  name: string
  type: 'SUMMARY' | 'DETAILED' | 'WEEKLY'
  isPublic: boolean
  fixedDate: boolean
  userId: string
}

export interface Change {
  readonly kind: 'updated' | 'deleted'
  readonly type: string
  readonly id: string
  readonly atMs: number
  readonly document: unknown
}
