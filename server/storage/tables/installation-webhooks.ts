export interface InstallationWebhooksTable {
  workspaceId: string
  path: string
  eventType: string
  tokenHash: Buffer
}
