import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type NullableJson = ColumnType<unknown, string | null, string | null>

export interface ClickupSettingsTable {
  workspaceId: string
  settings: Json
  updatedAt: Date
}

export interface ClickupTasksTable {
  workspaceId: string
  taskId: string
  listId: string
  name: string
  status: string
  updatedAt: Date
  assigneeNames: string[]
  tags: string[]
  statusKey: string
  assigneeKeys: string[]
  tagKeys: string[]
  searchText: string
  task: Json
  taskHash: Buffer
  details: NullableJson
  detailsReadAt: Date | null
  seenAt: Date
}

export interface ClickupListsTable {
  workspaceId: string
  listId: string
  highAt: Date | null
  lowAt: Date | null
  complete: boolean
  walkStartedAt: Date
  walkedAt: Date | null
  followedAt: Date | null
  includeClosed: boolean
  includeSubtasks: boolean
}

export interface ClickupSyncRunsTable {
  workspaceId: string
  id: string
  listId: string
  trigger: 'manual' | 'schedule' | 'webhook'
  isFull: boolean
  status: 'running' | 'success' | 'partial' | 'error'
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  waitsUntil: Date | null
  requests: Generated<number>
  processed: Generated<number>
  created: Generated<number>
  updated: Generated<number>
  unchanged: Generated<number>
  removed: Generated<number>
  moreToRead: Generated<boolean>
  unreadable: Generated<string[]>
  error: string | null
}
