import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Startable } from '../../shared/startable.ts'
import type { DatabaseHandle, Unlisten } from '../../storage/database.ts'
import { notifyEvents } from './event.store.ts'

type EventKind = 'bootstrap' | 'webhook' | 'job' | 'import' | 'sync' | 'run'

export interface LiveEvent {
  readonly workspaceId: string
  readonly kind: EventKind
  readonly data: unknown
}

type Subscriber = (event: LiveEvent) => void

const CHANNEL = 'switchyard_events'
const FLUSH_MS = 200
// PostgreSQL refuses notifications of 8,000 bytes; under load a viewer needs the newest, not all.
const MAX_PAYLOAD = 7_000
const MAX_WAITING = 50

/** Carries what happens to the browsers that watch, over all processes. Best effort: the tables hold the truth. */
export class EventHub implements Startable {
  readonly #database: DatabaseHandle
  readonly #log: Log
  readonly #subscribers = new Map<string, Set<Subscriber>>()
  #waiting: LiveEvent[] = []
  #timer: NodeJS.Timeout | undefined
  #unlisten: Unlisten | undefined

  constructor(deps: { readonly database: DatabaseHandle; readonly log: Log }) {
    this.#database = deps.database
    this.#log = deps.log
  }

  async start(): Promise<void> {
    this.#unlisten ??= await this.#database.listen(CHANNEL, (payload) =>
      this.#deliver(JSON.parse(payload) as LiveEvent),
    )
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    await this.#unlisten?.()
    this.#unlisten = undefined
  }

  /** Sent to watchers within a moment; never waits, never fails the caller. */
  publish(scope: Pick<WorkspaceScope, 'workspaceId'>, kind: EventKind, data: unknown): void {
    this.#waiting.push({ workspaceId: scope.workspaceId, kind, data })
    if (this.#waiting.length > MAX_WAITING) this.#waiting.shift()
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS)
  }

  /** Returns the unsubscribe. */
  subscribe(scope: WorkspaceScope, subscriber: Subscriber): () => void {
    const known = this.#subscribers.get(scope.workspaceId) ?? new Set()
    known.add(subscriber)
    this.#subscribers.set(scope.workspaceId, known)
    return () => {
      known.delete(subscriber)
      if (known.size === 0) this.#subscribers.delete(scope.workspaceId)
    }
  }

  #flush(): void {
    this.#timer = undefined
    const payloads = this.#waiting
      .map((event) => JSON.stringify(event))
      .filter((text) => Buffer.byteLength(text) < MAX_PAYLOAD)
    this.#waiting = []
    notifyEvents(this.#database.db, CHANNEL, payloads).catch((error: unknown) =>
      this.#log.debug({ reason: messageOf(error) }, 'live events not sent'),
    )
  }

  #deliver(event: LiveEvent): void {
    for (const subscriber of this.#subscribers.get(event.workspaceId) ?? []) subscriber(event)
  }
}
