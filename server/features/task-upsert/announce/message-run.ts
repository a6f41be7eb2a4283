import { createHash } from 'node:crypto'
import type { SlackClient, SlackMessage } from '../../../connectors/slack/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { insertTaskEvent } from '../tasks/task-event.store.ts'
import type { TaskEventKind } from '../tasks/tracked-task.ts'
import {
  leaseMessage,
  releaseMessage,
  saveMessage,
  type MessageChange,
  type TaskMessage,
} from './message.store.ts'
import { readShown } from './read-shown.ts'
import { taskMessage } from './task-message.ts'

/** Another process has the lease: this one has nothing to say any more. */
export class LeaseLost extends Error {
  constructor() {
    super('another process is at this message')
    this.name = 'LeaseLost'
  }
}

/** One turn at a message. What it stores is refused once another process has the lease. */
export interface MessageRun {
  readonly deps: TaskUpsertDeps
  readonly scope: WorkspaceScope
  readonly signal: AbortSignal
  /** As it was stored last. */
  message(): TaskMessage
  /** What is to be shown by now; undefined: nothing. */
  wanted(): Promise<Wanted | undefined>
  save(
    change: MessageChange,
    event?: { readonly kind: TaskEventKind; readonly detail: string },
  ): Promise<void>
  slack(): Promise<SlackClient>
  end(): Promise<void>
}

export interface Wanted {
  readonly message: SlackMessage
  readonly hash: string
}

interface Beginning {
  readonly trackedId: string
  readonly signal: AbortSignal
}

const LEASE_MS = 15_000

/** busy: another process is at it; nothing: there is no such message to be had. */
export async function beginMessageRun(
  deps: TaskUpsertDeps,
  scope: WorkspaceScope,
  { trackedId, signal }: Beginning,
): Promise<MessageRun | 'busy' | 'nothing'> {
  const lease = newId()
  const first = await inWorkspace(deps.db, scope, async (tx) => {
    if ((await readShown(tx, scope, trackedId)) === undefined) return 'nothing'
    const now = deps.clock.now()
    return leaseMessage(tx, scope, { trackedId, lease, now, leasedUntil: untilOf(now) })
  })
  if (first === 'nothing') return first
  return first === undefined ? 'busy' : messageRun(deps, scope, { first, lease, signal })
}

function messageRun(
  deps: TaskUpsertDeps,
  scope: WorkspaceScope,
  {
    first,
    lease,
    signal,
  }: { readonly first: TaskMessage; readonly lease: string; readonly signal: AbortSignal },
): MessageRun {
  const { db, clock } = deps
  const { trackedId } = first
  let message = first
  let opened: Promise<SlackClient> | undefined

  const save: MessageRun['save'] = async (change, event) => {
    const saved = await inWorkspace(db, scope, async (tx) => {
      const at = clock.now()
      const leased = { ...change, leasedUntil: untilOf(at) }
      const row = await saveMessage(tx, scope, { trackedId, lease, change: leased })
      if (row !== undefined && event !== undefined)
        await insertTaskEvent(tx, scope, { trackedId, at, ...event })
      return row
    })
    if (saved === undefined) throw new LeaseLost()
    message = saved
    deps.publish(scope, 'run', { feature: 'task-upsert', id: trackedId, message: saved.status })
  }
  const keeping = setInterval(() => {
    const change = { leasedUntil: untilOf(clock.now()) }
    inWorkspaceAtOnce(db, scope, (tx) => saveMessage(tx, scope, { trackedId, lease, change })).catch(() => {
      // The next one may do; and whoever has lost the lease can store nothing.
    })
  }, LEASE_MS / 3)
  return {
    deps,
    scope,
    signal,
    message: () => message,
    wanted: () =>
      inWorkspace(db, scope, async (tx) => wantedOf(await readShown(tx, scope, trackedId), trackedId)),
    save,
    slack: () => (opened ??= deps.openSlack(scope, 'background', signal)),
    end: async () => {
      clearInterval(keeping)
      await inWorkspaceAtOnce(db, scope, (tx) => releaseMessage(tx, scope, { trackedId, lease }))
    },
  }
}

function wantedOf(shown: Awaited<ReturnType<typeof readShown>>, key: string): Wanted | undefined {
  if (shown === undefined) return undefined
  const message = { ...taskMessage(shown), key }
  return { message, hash: createHash('sha256').update(JSON.stringify(message)).digest('hex') }
}

function untilOf(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
