import type { Generated } from 'kysely'

export interface ApiKeysTable {
  workspaceId: string
  id: string
  label: string
  role: 'reader' | 'member' | 'admin'
  keyHash: Buffer
  createdAt: Generated<Date>
  lastUsedAt: Date | null
}
