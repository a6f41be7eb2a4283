export interface ClickupWebhooksTable {
  workspaceId: string
  webhookId: string
  connectionId: string
  teamId: string
  listId: string
  endpoint: string
  secretSealed: Buffer
  retiredAt: Date | null
}

export interface ClickupWebhookStatesTable {
  workspaceId: string
  status: 'none' | 'active' | 'failing' | 'refused'
  listId: string | null
  endpoint: string | null
  failCount: number
  problem: string | null
  checkedAt: Date | null
  lastDeliveryAt: Date | null
  leaseJob: string | null
  leaseUntil: Date | null
}
