export interface BrowserSessionsTable {
  workspaceId: string
  id: string
  apiKeyId: string
  tokenHash: Buffer
  expiresAt: Date
}
