import type { Generated } from 'kysely'

export interface WorkspacesTable {
  workspaceId: string
  name: string
  source: 'clockify' | 'operator'
  createdAt: Generated<Date>
}
