export interface InstallationsTable {
  workspaceId: string
  addonId: string
  generation: number
  status: 'ACTIVE' | 'INACTIVE'
  installedBy: string | null
  addonUserId: string | null
  tokenSealed: Buffer
  backendUrl: string
  reportsUrl: string
  installedAt: Date
  updatedAt: Date
}
