/** What a ClickUp Workspace holds, in our own words; views turn it into ClickUp's answers. */

/** 1 owner, 2 admin, 3 member, 4 guest. */
export type Role = 1 | 2 | 3 | 4
export type Plan = 'free' | 'unlimited' | 'business' | 'business-plus' | 'enterprise'

export interface User {
  readonly id: number
  /** null while the person is only invited. */
  readonly username: string | null
  readonly email: string
  readonly color: string
  readonly profilePicture: string | null
  readonly timeZone: string
}

export interface Member {
  readonly userId: number
  readonly role: Role
  readonly joinedMs: number | null
  readonly invitedMs: number
  readonly lastActiveMs: number | null
}

export interface Team {
  readonly id: string
  name: string
  plan: Plan
  readonly members: Member[]
  /** Setting a custom field is counted on the free plan, and never forgotten. */
  fieldUses: number
}

export type StatusType = 'open' | 'custom' | 'done' | 'closed'

export interface Status {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly orderindex: number
  readonly type: StatusType
}

export interface Tag {
  readonly name: string
  readonly foreground: string
  readonly background: string
  readonly creatorId: number
}

export interface Space {
  readonly id: string
  readonly teamId: string
  name: string
  isPrivate: boolean
  archived: boolean
  readonly memberIds: number[]
  readonly statuses: readonly Status[]
  /** By lower-case name. */
  readonly tags: Map<string, Tag>
}

export interface Folder {
  readonly id: string
  readonly spaceId: string
  name: string
  /** The folder of lists that have none. */
  readonly hidden: boolean
  archived: boolean
  readonly orderindex: number
  readonly parentId: string | null
}

export interface List {
  readonly id: string
  readonly spaceId: string
  readonly folderId: string
  name: string
  content: string
  archived: boolean
  readonly orderindex: number
  /** Its own statuses, instead of the space's. */
  readonly statuses: readonly Status[] | null
}

export type FieldType =
  | 'url'
  | 'email'
  | 'phone'
  | 'text'
  | 'short_text'
  | 'drop_down'
  | 'labels'
  | 'number'
  | 'currency'
  | 'date'
  | 'checkbox'
  | 'users'
  | 'tasks'
  | 'emoji'
  | 'manual_progress'
  | 'automatic_progress'
  | 'formula'
  | 'votes'
  | 'location'
  | 'attachment'

export interface FieldOption {
  readonly id: string
  readonly name: string
  readonly color: string | null
}

export interface Field {
  readonly id: string
  readonly teamId: string
  readonly name: string
  readonly type: FieldType
  readonly options: readonly FieldOption[]
  readonly createdMs: number
  readonly required: boolean
  readonly hideFromGuests: boolean
  /** null: in all lists of the Workspace. */
  readonly listIds: readonly string[] | null
  /** null: for all task types; 0 is a plain task, 1 a milestone. */
  readonly customItemIds: readonly number[] | null
}

export type Priority = 1 | 2 | 3 | 4

export interface Attachment {
  /** "uuid.extension" */
  readonly id: string
  readonly title: string
  readonly extension: string
  readonly mimeType: string
  readonly size: number
  /** Sent as often as needed to fill `size`. */
  readonly content: Buffer
  readonly addedMs: number
  readonly userId: number
  /** Where it really lies, when it is not at the sandbox. */
  readonly foreignUrl: string | null
}

export interface Task {
  readonly id: string
  readonly customId: string | null
  customItemId: number
  name: string
  description: string
  markdown: string
  listId: string
  /** Further lists that show it. */
  otherListIds: readonly string[]
  /** The status is one of the home list's, by its id. */
  statusId: string
  readonly orderindex: string
  readonly createdMs: number
  updatedMs: number
  closedMs: number | null
  doneMs: number | null
  archived: boolean
  readonly creatorId: number
  assigneeIds: readonly number[]
  watcherIds: readonly number[]
  groupIds: readonly string[]
  tags: readonly string[]
  parentId: string | null
  priority: Priority | null
  dueMs: number | null
  dueHasTime: boolean
  startMs: number | null
  startHasTime: boolean
  points: number | null
  timeEstimateMs: number | null
  timeSpentMs: number
  /** By field id, in the form that `fields/set-value.ts` stores. */
  readonly values: Map<string, unknown>
  readonly attachments: Attachment[]
}

export interface CommentPart {
  readonly text?: string
  readonly type?: string
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly user?: { readonly id: number }
}

export interface Comment {
  readonly id: string
  /** Editing it later reports this history item again. */
  readonly historyId: string
  readonly taskId: string
  /** The comment that it answers. */
  readonly parentId: string | null
  parts: readonly CommentPart[]
  readonly userId: number
  assigneeId: number | null
  resolved: boolean
  readonly madeMs: number
}

export interface Location {
  readonly spaceId: string | null
  readonly folderId: string | null
  readonly listId: string | null
  readonly taskId: string | null
}

export interface Webhook extends Location {
  readonly id: string
  readonly teamId: string
  readonly userId: number
  readonly clientId: string
  readonly secret: string
  endpoint: string
  events: readonly string[]
  health: 'active' | 'failing' | 'suspended'
  failCount: number
}
