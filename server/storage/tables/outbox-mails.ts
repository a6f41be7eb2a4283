import type { ColumnType } from 'kysely'

export interface OutboxMailsTable {
  workspaceId: string
  id: string
  key: string
  kind: string
  recipient: string
  mailbox: string
  language: 'en' | 'es' | 'ru'
  subject: string
  summary: string | null
  digestOver: number | null
  digestable: boolean
  text: string
  html: string
  attachment: ColumnType<unknown, string | null, string | null>
  digestId: string | null
  status: 'waiting' | 'sending' | 'gathered' | 'sent' | 'failed'
  attempts: number
  nextAttemptAt: Date
  sendingBy: string | null
  sendingUntil: Date | null
  lastError: string | null
  createdAt: Date
  sentAt: Date | null
}
