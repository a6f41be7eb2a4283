import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { Pressure } from '../../storage/group-commit.ts'
import type { Subscription } from '../feature.ts'
import type { Guard } from '../http/index.ts'
import type { RepeatWindows } from './dedupe-key.ts'
import type { NewDelivery, Receipt } from './new-delivery.ts'
import type { ServiceDoor } from './service-door.ts'

/** Whose webhook a token is for; the installation's, as it was handed over at install. */
interface RecognisedWebhook {
  readonly scope: WorkspaceScope
  readonly eventType: string
  /** False while the installation is INACTIVE. */
  readonly active: boolean
}

export interface WebhookTokens {
  /** By constant-time hash comparison; undefined = no such token for that path. Throws UNAUTHORIZED for what is no webhook token. */
  recognise(input: { readonly token: string; readonly path: string }): Promise<RecognisedWebhook | undefined>
}

/** False while the workspace's installation is INACTIVE; a workspace without one is active. */
type IsActive = (tx: Db, scope: WorkspaceScope) => Promise<boolean>

/** Tells whoever watches; never waits, never fails. */
type Publish = (scope: Pick<WorkspaceScope, 'workspaceId'>, kind: 'webhook', data: EventNotice) => void

export interface EventNotice {
  readonly id: string
  readonly type: string
  readonly status: 'received' | 'done' | 'ignored' | 'failed'
}

export interface DispatchDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly isActive: IsActive
  readonly publish: Publish
  /** Read when an event is handed out: modules are wired after this one. */
  readonly subscriptions: () => readonly Subscription[]
}

export interface HookDeps {
  readonly db: Db
  readonly clock: Clock
  /** Public address of this server, without a slash at the end. */
  readonly baseUrl: () => string
}

export interface ReceiveDeps {
  /** Counts deliveries, for the metrics. */
  readonly observe?: ((outcome: 'stored' | 'duplicate') => void) | undefined
  readonly clock: Clock
  readonly publish: Publish
  readonly windows: RepeatWindows
  readonly inbox: Inbox
}

/** Stores deliveries, many in one transaction. */
export interface Inbox {
  push(workspaceId: string, delivery: NewDelivery): Promise<Receipt>
  readonly pressure: Pressure
}

export interface WebhookOptions {
  readonly windows: RepeatWindows
  readonly retentionDays: number
  /** Storing transactions at once; 1 on the embedded database. */
  readonly transactionsInFlight: number
  readonly maxWaiting: number
}

export interface WebhooksDeps extends DispatchDeps, HookDeps, Pick<ReceiveDeps, 'observe'> {
  readonly guard: Guard
  readonly tokens: WebhookTokens
  /** For webhooks of connected services. */
  readonly doors: readonly ServiceDoor[]
  readonly options?: Partial<WebhookOptions>
}
