import type { ColumnType } from 'kysely'

export interface ClickupReplyRulesTable {
  workspaceId: string
  rules: ColumnType<unknown, string, string>
  ownUserId: string | null
  updatedAt: Date
}

export interface ClickupRepliesTable {
  workspaceId: string
  id: string
  eventKey: string
  taskId: string
  commentId: string | null
  ruleId: string | null
  ruleName: string
  text: string
  replyIn: 'thread' | 'comment'
  status: 'waiting' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown'
  error: string | null
  replyCommentId: string | null
  oncePerTask: boolean
  createdAt: Date
}
