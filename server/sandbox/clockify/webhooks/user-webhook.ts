export interface WebhookLogEntry {
  readonly id: string
  readonly statusCode: number
  readonly requestBody: string
  readonly responseBody: string
  readonly respondedMs: number
}

/** A webhook that a person made by hand; its token is a plain secret. */
export interface UserWebhook {
  readonly id: string
  name: string
  url: string
  event: string
  token: string
  enabled: boolean
  /** Goes false when a delivery was given up. */
  deliveryEnabled: boolean
  readonly userId: string
  triggerSourceType: string
  triggerSource: readonly string[]
  readonly log: WebhookLogEntry[]
}
