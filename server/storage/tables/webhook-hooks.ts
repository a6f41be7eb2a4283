export interface WebhookHooksTable {
  workspaceId: string
  id: string
  eventType: string
  tokenHash: Buffer
  createdAt: Date
}
