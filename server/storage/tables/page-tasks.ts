import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type NullableJson = ColumnType<unknown, string | null | undefined, string | null>

export interface PageTaskSettingsTable {
  workspaceId: string
  settings: Json
  updatedAt: Date
}

export interface PageTaskRunsTable {
  workspaceId: string
  id: string
  kind: 'sync' | 'undo' | 'relink' | 'pages'
  dryRun: boolean
  request: Json
  settings: Json
  undoes: string | null
  status: 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled'
  hasPages: Generated<boolean>
  jiraUrl: string | null
  driver: string | null
  error: string | null
  notes: ColumnType<unknown, string | undefined, string>
  requestedBy: Json
  createdAt: Date
  updatedAt: Date
  finishedAt: Date | null
}

export interface PageTaskPagesTable {
  workspaceId: string
  runId: string
  place: number
  pageId: string | null
  title: string | null
  url: string
  status: 'found' | 'planned' | 'writing' | 'written' | 'unchanged' | 'conflict' | 'failed'
  versionBefore: number | null
  versionAfter: number | null
  storageBefore: string | null
  storageAfter: string | null
  anchors: ColumnType<unknown, string | undefined, string>
  error: string | null
}

export interface PageTaskResultsTable {
  workspaceId: string
  runId: string
  pageId: string
  place: number
  taskId: string
  taskKey: string
  summary: string
  taskStatus: 'complete' | 'incomplete'
  assignee: NullableJson
  dueDate: string | null
  context: Json
  parentKey: string | null
  issueKey: string | null
  outcome: string
  error: string | null
  notes: ColumnType<unknown, string | undefined, string>
}

export interface PageTaskIssuesTable {
  workspaceId: string
  connectionId: string
  pageId: string
  taskKey: string
  runId: string
  status: 'sending' | 'made' | 'undone'
  sentAt: Date
  looks: Generated<number>
  issueKey: string | null
  updatedAt: Date
}
