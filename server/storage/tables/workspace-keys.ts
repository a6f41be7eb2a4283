import type { Generated } from 'kysely'

export interface WorkspaceKeysTable {
  workspaceId: string
  wrappedKey: Buffer
  createdAt: Generated<Date>
}
