/** The shapes of our own API that the screens read; openapi/platform.json says the same in full. */

export type Role = 'reader' | 'member' | 'admin'

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

export interface Session {
  readonly workspace: { readonly id: string; readonly name: string }
  readonly actor: { readonly type: string; readonly id: string; readonly role: Role }
  readonly addon: { readonly status: 'ACTIVE' | 'INACTIVE' } | null
  readonly environment: 'production' | 'developer' | 'other' | null
}

export interface OperationLine {
  readonly connector: string
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly safe: boolean
  readonly deprecated: boolean
  readonly quickAction: boolean
}

/** JSON Schema 2020-12; references are within the same schema (`#/$defs/...`). */
export type Schema = Readonly<Record<string, unknown>>

export interface Content {
  readonly contentType: string
  readonly schema: Schema | boolean
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly deprecated: boolean
  readonly style?: string
  readonly contentType: string | null
  readonly description: string | null
  readonly schema: Schema | boolean
}

/** A value of this place is the `field` of an item that `operationId` lists; `parent` is the place that it depends on. */
export interface Need {
  readonly in: 'path' | 'query' | 'header' | 'body'
  readonly name: string
  /** Whose operation it is, if another's. */
  readonly connector?: string
  readonly operationId: string
  readonly field: string
  readonly parent?: string
  /** Of the records that hold it. */
  readonly collection?: string
}

/** Which query parameter chooses the page, by kind. */
export interface Pagination {
  readonly kind: 'none' | 'page' | 'offset' | 'cursor' | 'after-last'
  readonly pageParameter?: string
  readonly offsetParameter?: string
  readonly cursorParameter?: string
  readonly positionParameters?: Readonly<Record<string, string>>
}

export interface OperationDetail extends OperationLine {
  readonly description: string | null
  readonly host: string
  readonly scope: string | null
  readonly parameters: readonly Parameter[]
  readonly requestBody: { readonly required: boolean; readonly content: readonly Content[] } | null
  readonly responses: readonly { readonly status: string; readonly content: readonly Content[] }[]
  readonly pagination: Pagination
  readonly needs: readonly Need[]
}

export interface CallInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly allPages?: boolean
}

export interface ShownRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface Difference {
  readonly pointer: string
  readonly kind: string
  readonly message: string
}

export interface Truncation {
  readonly reason: string
  readonly page: number
  readonly detail: string
  /** Of the answer that came instead. */
  readonly status: number | null
  readonly body: unknown
}

export interface CallAnswer {
  readonly callId: string
  readonly request: ShownRequest
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
  readonly bodyText: string | null
  readonly inexact: boolean
  readonly durationMs: number
  readonly attempts: number
  readonly violations: readonly Difference[]
  readonly pages: number
  readonly truncated: Truncation | null
}

export interface DryRun {
  readonly dryRun: true
  readonly request: ShownRequest
}

export interface CallLine {
  readonly id: string
  readonly connector: string
  readonly operationId: string
  readonly method: string
  readonly url: string
  readonly status: number | null
  readonly problem: string | null
  readonly durationMs: number
  readonly attempts: number
  readonly pages: number
  readonly actor: { readonly type: string; readonly id: string }
  readonly createdAt: string
}

export interface CallDetail extends CallLine {
  readonly input: CallInput
  readonly request: ShownRequest
  readonly response: {
    readonly headers: Readonly<Record<string, string>>
    readonly body: unknown
    readonly truncated: Truncation | null
  } | null
  readonly violations: readonly Difference[]
}

export interface SavedCall {
  readonly id: string
  readonly name: string
  readonly connector: string
  readonly operationId: string
  readonly input: CallInput
  readonly createdBy: string
  readonly updatedAt: string
}

export type RunStatus = 'planned' | 'running' | 'waiting' | 'completed' | 'failed' | 'cancelled'

export interface BootstrapView {
  readonly run: {
    readonly id: string
    readonly status: RunStatus
    readonly startedAt: string
    readonly finishedAt: string | null
    readonly requests: number
    readonly records: number
    readonly etaSeconds: number | null
    readonly resumesAt: string | null
    readonly error: string | null
  } | null
  readonly steps: readonly BootstrapStep[]
}

export interface BootstrapStep {
  readonly operationId: string
  readonly status: 'pending' | 'running' | 'done' | 'skipped' | 'failed'
  readonly reason: string | null
  readonly pages: number
  readonly records: number
}

export interface DataRecord {
  readonly collection: string
  readonly id: string
  readonly name: string | null
  readonly parentId: string | null
  readonly payload: unknown
  readonly fetchedAt: string
  readonly source: string
  readonly deletedAt: string | null
}

export interface Collection {
  readonly name: string
  readonly count: number
  readonly deleted: number
  readonly fetchedAt: string
}

export type EventStatus = 'received' | 'done' | 'ignored' | 'failed'

export interface WebhookEvent {
  readonly id: string
  readonly type: string
  readonly entityId: string | null
  readonly source: string
  readonly ambiguous: boolean
  readonly receivedAt: string
  readonly handledAt: string | null
  readonly status: EventStatus
  readonly error: string | null
  readonly runs: readonly {
    readonly subscription: string
    readonly status: 'waiting' | 'done' | 'ignored' | 'failed'
    readonly error: string | null
  }[]
  readonly deliveries: readonly { readonly receivedAt: string; readonly outcome: 'stored' | 'duplicate' }[]
  readonly deliveryCount: number
}

export interface WebhookEventDetail extends WebhookEvent {
  readonly payload: unknown
  readonly body: { readonly encoding: 'utf-8' | 'base64'; readonly text: string }
}

export interface Replay {
  readonly dryRun: boolean
  readonly subscriptions: readonly string[]
}

export type JobStatus = 'ready' | 'running' | 'done' | 'failed' | 'cancelled'

export interface Job {
  readonly id: string
  readonly name: string
  readonly status: JobStatus
  readonly attempts: number
  readonly maxAttempts: number
  readonly runAt: string
  readonly progress: unknown
  readonly error: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface Drift {
  readonly connector: string
  readonly operationId: string
  readonly pointer: string
  readonly kind: string
  readonly firstSeenAt: string
  readonly lastSeenAt: string
  readonly count: number
  readonly sample: string
}

export interface ApiKey {
  readonly id: string
  readonly label: string
  readonly role: Role
  readonly createdAt: string
  readonly lastUsedAt: string | null
}

export type ConnectorName = 'clickup' | 'slack' | 'huntflow' | 'jira' | 'confluence'

export interface ServiceConnection {
  readonly id: string
  readonly connector: ConnectorName
  readonly label: string
  readonly baseUrl: string
  readonly status: 'untested' | 'ok' | 'failing'
  readonly account: string | null
  readonly lastError: string | null
  readonly testedAt: string | null
  readonly savedAt: string
  /** Operations whose end the service has announced. */
  readonly warnings: readonly {
    readonly operation: string
    readonly heardAt: string
    readonly endsAt: string | null
  }[]
}

export interface Hook {
  readonly id: string
  readonly event: string
  readonly url: string
  readonly createdAt: string
}
