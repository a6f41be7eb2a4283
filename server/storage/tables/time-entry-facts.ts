import type { ColumnType } from 'kysely'

export interface TimeEntryFactsTable {
  workspaceId: string
  externalId: string
  kind:
    | 'started'
    | 'stopped'
    | 'added'
    | 'split'
    | 'updated'
    | 'deleted'
    | 'restored'
    | 'fetched'
    | 'gone'
    | 'corrected'
    | 'removed'
  hash: string
  eventId: string | null
  at: Date
  entry: ColumnType<unknown, string, string>
  knows: ColumnType<unknown, string | null, string | null>
}
