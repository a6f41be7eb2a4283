/** Which product family answers: the hosted one, or the one that companies run themselves. */
export type Dialect = 'cloud' | 'data-center'

export interface User {
  /** Cloud. */
  readonly accountId: string
  /** Data Center: Confluence's key, Jira's `key`. */
  readonly userKey: string
  /** Data Center. */
  readonly username: string
  displayName: string
  email: string
  isActive: boolean
  /** Cloud shows the e-mail, and finds by it, only then. */
  isEmailVisible: boolean
  readonly timeZone: string
}

export type StatusCategory = 'new' | 'indeterminate' | 'done'

export interface Status {
  readonly id: string
  readonly name: string
  readonly category: StatusCategory
}

export interface Transition {
  readonly id: string
  readonly name: string
  /** Status ids, or from everywhere. */
  readonly from: readonly string[] | 'any'
  readonly toId: string
  /** Field ids that its screen demands; no screen when empty. */
  readonly demands: readonly string[]
}

export interface Workflow {
  readonly startId: string
  readonly transitions: readonly Transition[]
}

export interface IssueType {
  readonly id: string
  readonly name: string
  /** -1 is a sub-task, 0 the base, 1 an epic, 2 and above are over epics. */
  readonly hierarchyLevel: number
}

export interface Project {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly leadId: string
  readonly typeIds: readonly string[]
  readonly workflow: Workflow
  /** Fields on the create screen, by issue type id; all fields when a type is not listed. */
  readonly screens: Map<string, ReadonlySet<string>>
  /** Field ids that must be given, by issue type id. */
  readonly required: Map<string, ReadonlySet<string>>
  /** Whose accounts may see it; everybody when null. */
  seenBy: ReadonlySet<string> | null
  /** Who may be assigned; every active user when null. */
  assignable: ReadonlySet<string> | null
  nextNumber: number
}

export interface Field {
  readonly id: string
  readonly name: string
  readonly custom: string | undefined
  readonly type: string
  /** Names under which JQL knows it. */
  readonly clauses: readonly string[]
  readonly dialect: Dialect | 'both'
}

export interface RemoteLink {
  readonly id: number
  readonly globalId: string | undefined
  application: Readonly<Record<string, unknown>>
  relationship: string | undefined
  object: Readonly<Record<string, unknown>>
}

export interface IssueComment {
  readonly id: string
  readonly authorId: string
  readonly body: RichText
  readonly createdAt: Date
}

/** As it was sent: a document tree on Cloud, wiki text on Data Center. */
export type RichText = string | Readonly<Record<string, unknown>>

export interface Issue {
  readonly id: string
  key: string
  readonly oldKeys: string[]
  projectId: string
  typeId: string
  statusId: string
  summary: string
  description: RichText | null
  assigneeId: string | null
  readonly reporterId: string
  /** The issue above, whatever the level. */
  parentId: string | null
  labels: readonly string[]
  /** A day as `YYYY-MM-DD`. */
  dueDate: string | null
  resolution: string | null
  readonly createdAt: Date
  updatedAt: Date
  readonly custom: Map<string, unknown>
  readonly properties: Map<string, unknown>
  readonly remoteLinks: RemoteLink[]
  readonly comments: IssueComment[]
}

export interface LinkType {
  readonly id: string
  readonly name: string
  readonly inward: string
  readonly outward: string
}

export interface IssueLink {
  readonly id: string
  readonly typeId: string
  readonly inwardId: string
  readonly outwardId: string
}

export interface Space {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly ownerId: string
  readonly createdAt: Date
  homepageId: string
  seenBy: ReadonlySet<string> | null
}

export type PageKind = 'page' | 'folder' | 'whiteboard'
export type PageStatus = 'current' | 'archived' | 'trashed' | 'deleted'

export interface PageVersion {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly message: string
  readonly minorEdit: boolean
  readonly authorId: string
  readonly createdAt: Date
}

export interface Property {
  readonly id: string
  readonly key: string
  value: unknown
  number: number
  authorId: string
  updatedAt: Date
}

export interface Page {
  readonly id: string
  readonly kind: PageKind
  readonly spaceId: string
  status: PageStatus
  parentId: string | null
  /** Among its siblings. */
  position: number
  readonly authorId: string
  readonly createdAt: Date
  /** Oldest first, never empty. */
  readonly versions: PageVersion[]
  readonly labels: Set<string>
  readonly properties: Map<string, Property>
  /** Account ids; nobody is kept out when null. */
  readers: ReadonlySet<string> | null
  editors: ReadonlySet<string> | null
}

/** A task as Confluence keeps it beside the page's text. */
export interface InlineTask {
  readonly id: string
  readonly localId: string
  readonly pageId: string
  readonly createdById: string
  readonly createdAt: Date
  updatedAt: Date
  completedAt: Date | null
  completedById: string | null
  isComplete: boolean
  body: string
  assigneeId: string | null
  dueDate: string | null
}
