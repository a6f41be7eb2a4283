export interface WebhookStatesTable {
  workspaceId: string
  type: string
  entityKey: string
  bodyHash: Buffer
  eventId: string
  storedAt: Date
  repeatsUntil: Date | null
}
