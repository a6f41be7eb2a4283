import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type NullableJson = ColumnType<unknown, string | null | undefined, string | null>

export interface TaskUpsertSettingsTable {
  workspaceId: string
  settings: Json
  updatedAt: Date
}

export interface TrackedTasksTable {
  workspaceId: string
  id: string
  listId: string
  internalId: string
  wanted: Json
  wantedHash: string
  wantedNumber: number
  applied: NullableJson
  appliedNumber: Generated<number>
  status: 'waiting' | 'done' | 'failed'
  outcome: 'created' | 'updated' | 'recreated' | null
  notes: ColumnType<unknown, string | undefined, string>
  error: string | null
  taskId: string | null
  taskUrl: string | null
  gone: Generated<boolean>
  createSentAt: Date | null
  looks: Generated<number>
  seenAt: Date | null
  attempts: Generated<number>
  readyAt: Date | null
  lease: string | null
  leasedUntil: Date | null
  claimedBy: NullableJson
  claimedAt: Date | null
  pushedAt: Date
  createdAt: Date
}

export interface TrackedTaskEventsTable {
  workspaceId: string
  id: string
  trackedId: string
  kind: string
  detail: string | null
  actor: Json
  at: Date
}

export interface TrackedTaskFilesTable {
  workspaceId: string
  trackedId: string
  sha256: string
  name: string
  mimeType: string
  bytes: number
  content: Buffer | null
  attachmentId: string | null
  sentAt: Date | null
  looks: Generated<number>
}

export interface TrackedTaskMessagesTable {
  workspaceId: string
  trackedId: string
  status: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed'
  channel: string | null
  messageTs: string | null
  sentAt: Date | null
  looks: Generated<number>
  shownHash: string | null
  error: string | null
  lease: string | null
  leasedUntil: Date | null
}

export interface TaskClaimsTable {
  workspaceId: string
  id: string
  trackedId: string
  kind: 'claim' | 'release' | 'take-over'
  clickKey: string
  slackUserId: string
  slackUserName: string
  status: 'waiting' | 'working' | 'done' | 'lost' | 'failed'
  reason: string | null
  attempts: Generated<number>
  responseUrlSealed: Buffer | null
  requestedAt: Date
  finishedAt: Date | null
}

export interface SlackMembersTable {
  workspaceId: string
  slackUserId: string
  clickupUserId: string
  updatedAt: Date
}
