/** The shapes of the API for ClickUp tasks; openapi/platform.json says the same in full. */

export interface Place {
  readonly id: string
  readonly name: string
}

export interface ClickupSettings {
  readonly teamId: string | null
  readonly spaceId: string | null
  readonly folderId: string | null
  readonly listId: string | null
  readonly autoSync: boolean
  readonly syncIntervalMinutes: number
  readonly maxTasks: number
  readonly includeClosed: boolean
  readonly includeSubtasks: boolean
  readonly importDelaySeconds: number
}

/** With the names of what is chosen, as far as they are known. */
export interface ClickupSettingsView extends ClickupSettings {
  readonly teamName: string | null
  readonly spaceName: string | null
  readonly folderName: string | null
  readonly listName: string | null
}

/** The next level's choices; only those of the level that was asked for are there. */
export interface PathOptions {
  readonly teams?: readonly Place[]
  readonly spaces?: readonly Place[]
  readonly folders?: readonly Place[]
  readonly lists?: readonly Place[]
  readonly textFields?: readonly Place[]
}

export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

export interface TaskStatus {
  readonly name: string
  readonly type: string
  readonly color: string | null
}

export interface TaskPerson {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

export interface TaskLine {
  readonly id: string
  readonly customId: string | null
  readonly name: string
  readonly status: TaskStatus
  readonly priority: Priority | null
  readonly dueAt: string | null
  readonly updatedAt: string
  readonly url: string
  readonly assignees: readonly TaskPerson[]
  readonly tags: readonly string[]
}

export interface TaskField {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly value: unknown
  readonly text: string | null
}

export interface TaskAttachment {
  readonly id: string
  readonly title: string
  readonly extension: string
  readonly mimeType: string
  readonly size: number | null
  readonly addedAt: string
  readonly url: string
}

export interface TaskComment {
  readonly id: string
  readonly text: string
  readonly author: TaskPerson
  readonly writtenAt: string
  readonly resolved: boolean
  readonly replies: number
}

export interface TaskDetail extends TaskLine {
  readonly description: string
  readonly createdAt: string
  readonly startAt: string | null
  readonly closedAt: string | null
  readonly creator: TaskPerson | null
  readonly fields: readonly TaskField[]
  /** Null: ClickUp has not been asked yet. */
  readonly attachments: readonly TaskAttachment[] | null
  readonly comments: readonly TaskComment[] | null
  readonly detailsReadAt: string | null
  /** Why ClickUp could not be asked just now. */
  readonly detailsProblem: string | null
}

export interface Facet {
  readonly value: string
  readonly tasks: number
}

export interface Facets {
  readonly statuses: readonly Facet[]
  readonly assignees: readonly Facet[]
  readonly tags: readonly Facet[]
}

export interface SyncRun {
  readonly id: string
  readonly listId: string
  readonly status: 'running' | 'success' | 'partial' | 'error'
  readonly trigger: 'manual' | 'schedule' | 'webhook'
  readonly full: boolean
  readonly processed: number
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly removed: number
  readonly moreToRead: boolean
  readonly waitsUntil: string | null
  readonly durationMs: number | null
  readonly errorMessage: string | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly finishedAt: string | null
}

export interface ClickupWebhook {
  readonly status: 'none' | 'active' | 'failing' | 'refused'
  readonly listId: string | null
  readonly endpoint: string | null
  readonly failCount: number
  readonly checkedAt: string | null
  readonly lastDeliveryAt: string | null
  readonly problem: string | null
}

export type ImportStatus = 'running' | 'completed' | 'failed' | 'stopped' | 'cancelled'
export type ImportTarget = 'cache' | 'huntflow'
export const IMPORT_FILTERS = ['all', 'without-huntflow-tag'] as const
export type ImportFilter = (typeof IMPORT_FILTERS)[number]

export interface ImportInput {
  readonly target: ImportTarget
  readonly accountId?: string
  readonly vacancyId?: string
  readonly includeComments?: boolean
  readonly delaySeconds: number
  readonly filter: ImportFilter
}

export interface TaskImport {
  readonly id: string
  readonly status: ImportStatus
  readonly planned: boolean
  readonly total: number
  readonly processed: number
  readonly succeeded: number
  readonly failed: number
  readonly failedTasks: readonly { readonly taskId: string; readonly name: string; readonly error: string }[]
  readonly progressPercentage: number
  readonly successRate: number | null
  readonly etaSeconds: number | null
  readonly target: ImportTarget
  readonly listId: string
  readonly filter: ImportFilter
  readonly accountId: string | null
  readonly vacancyId: string | null
  readonly includeComments: boolean
  readonly delaySeconds: number
  readonly errorMessage: string | null
  readonly startedAt: string
  readonly finishedAt: string | null
}
