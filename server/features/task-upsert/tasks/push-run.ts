import type { ClickupClient } from '../../../connectors/clickup/index.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import type { PushDeps } from './push-deps.ts'
import type { ListFacts } from './list-facts.ts'
import { markerOf, type Marker } from './marker.ts'
import { TakenOver } from './outcomes.ts'
import { takeLease, updateLeased, type LeasedChange, type PushLease } from './push-lease.store.ts'
import type { TrackedTask } from './tracked-task.store.ts'
import type { AppliedTask, WantedTask } from './tracked-task.ts'

/** Kept up while the work goes on; an entry whose process is gone is taken up again when it has run out. */
export const LEASE_MS = 15_000

/** Work on one entry. What it stores is refused once somebody else has taken it over. */
export interface PushRun {
  readonly deps: PushDeps
  readonly scope: WorkspaceScope
  readonly leased: PushLease
  readonly marker: Marker
  /** Aborted when the lease is lost too. */
  readonly signal: AbortSignal
  /** What could not be taken as it was pushed. */
  readonly notes: Set<string>
  /** As it was stored last. */
  row(): TrackedTask
  /** Of the task that was made or found. */
  taskId(): string
  /** Throws TakenOver. */
  save(change: LeasedChange): Promise<void>
  /** The same within a transaction; it gives the entry as it is then, undefined when it was taken over. */
  saveIn(store: (tx: Tx) => Promise<TrackedTask | undefined>): Promise<void>
  clickup(): Promise<ClickupClient>
  facts(): Promise<ListFacts>
  /** Ends the keeping up of the lease. */
  release(): void
}

export interface PushOf {
  readonly id: string
  /** `interactive`: somebody waits for it. */
  readonly kind: 'interactive' | 'background'
  readonly signal: AbortSignal
}

/** Undefined when there is nothing to do, it is too early, or somebody else is at it. */
export async function beginRun(
  deps: PushDeps,
  scope: WorkspaceScope,
  { id, kind, signal }: PushOf,
): Promise<PushRun | undefined> {
  const now = deps.clock.now()
  const leased: PushLease = { id, lease: newId() }
  const leasedUntil = new Date(now.getTime() + LEASE_MS)
  const row = await inWorkspaceAtOnce(deps.db, scope, (tx) =>
    takeLease(tx, scope, { ...leased, now, leasedUntil }),
  )
  if (row === undefined) return undefined
  let current = row
  const keeping = keepLease(deps, scope, leased)
  const signals = AbortSignal.any([signal, keeping.signal])
  const clickup = once(() => deps.openClickup(scope, kind, signals))
  const take = (saved: TrackedTask | undefined): void => {
    if (saved === undefined) throw new TakenOver()
    current = saved
  }
  return {
    deps,
    scope,
    leased,
    marker: markerOf(scope, row),
    signal: signals,
    notes: new Set(),
    row: () => current,
    taskId: () => {
      if (current.taskId === null) throw new TypeError('the task of the entry is not made yet')
      return current.taskId
    },
    save: async (change) =>
      take(await inWorkspaceAtOnce(deps.db, scope, (tx) => updateLeased(tx, scope, { ...leased, change }))),
    saveIn: async (store) =>
      inWorkspace(deps.db, scope, async (tx) => {
        const saved = await store(tx)
        if (saved === undefined) throw new TakenOver()
        return saved
      }).then(take),
    clickup,
    facts: once(async () => deps.factsOf(scope, await clickup())),
    release: keeping.release,
  }
}

/** As the schema of pushes has read it, and as we have put it together. */
export function wantedOf(row: TrackedTask): WantedTask {
  return row.wanted as WantedTask
}

export function appliedOf(row: TrackedTask): AppliedTask | null {
  return row.applied as AppliedTask | null
}

/** Work that has lost its lease is aborted, so that nothing leaves late. */
function keepLease({ db, clock }: PushDeps, scope: WorkspaceScope, leased: PushLease) {
  const lost = new AbortController()
  let untilMs = clock.monotonicMs() + LEASE_MS
  const keepUp = async (): Promise<void> => {
    const beganMs = clock.monotonicMs()
    const change = { leasedUntil: new Date(clock.now().getTime() + LEASE_MS) }
    const kept = await inWorkspaceAtOnce(db, scope, (tx) => updateLeased(tx, scope, { ...leased, change }))
    if (kept === undefined) lost.abort(new TakenOver())
    else untilMs = beganMs + LEASE_MS
  }
  const timer = setInterval(() => {
    if (clock.monotonicMs() > untilMs) lost.abort(new TakenOver())
    keepUp().catch(() => {
      // The next one may do; without any the time runs out.
    })
  }, LEASE_MS / 5)
  return { signal: lost.signal, release: () => clearInterval(timer) }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
