import type { FastifyPluginAsync } from 'fastify'
import type { WorkspaceScope } from '../shared/scope.ts'
import type { Tx } from '../storage/db.ts'
import type { JobHandler, Schedule } from './jobs/index.ts'

/** A stored webhook event, as subscribers get it. */
export interface WebhookEvent {
  readonly id: string
  readonly type: string
  readonly entityId: string | null
  /** Parsed JSON; nothing is known of its shape until a schema has read it. */
  readonly payload: unknown
  readonly receivedAt: Date
  /** The body equals an older state of the entity: it may be a late repetition, so refetch before believing it. */
  readonly ambiguous: boolean
  /** Runs because somebody asked for it again. */
  readonly replayed: boolean
}

export interface Subscription {
  /** Unique over all modules. */
  readonly name: string
  /** Event names, or '*' for all. */
  readonly events: readonly string[] | '*'
  /** Runs in the event's job, again only where it failed itself. Safe to run twice. Throw UnreadableEvent when the payload has another shape. */
  run(scope: WorkspaceScope, event: WebhookEvent): Promise<void>
  /** The same for many at once, as far as that goes; returns those that are still to be run by themselves. When it throws, all are. */
  runMany?(scope: WorkspaceScope, events: readonly WebhookEvent[]): Promise<readonly WebhookEvent[]>
}

/** The payload cannot be read: the event is marked and shown, and not tried again. */
export class UnreadableEvent extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableEvent'
  }
}

export interface ManifestPart {
  readonly scopes?: readonly string[]
  readonly components?: readonly object[]
  readonly settings?: readonly object[]
}

/** All that a module may contribute; app.ts lists the modules by hand. */
export interface PlatformModule {
  /** Prefix of its jobs and log lines. */
  readonly name: string
  readonly routes?: FastifyPluginAsync
  readonly subscriptions?: readonly Subscription[]
  readonly jobs?: readonly JobHandler[]
  readonly schedules?: readonly Schedule[]
  readonly manifest?: ManifestPart
  /** Deletes the module's rows that no foreign key deletes, in the uninstalling transaction. */
  readonly uninstall?: (tx: Tx, scope: WorkspaceScope) => Promise<void>
}
