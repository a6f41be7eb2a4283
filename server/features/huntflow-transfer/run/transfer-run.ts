import type { ClickupClient, ClickupTask } from '../../../connectors/clickup/index.ts'
import type { HuntflowClient } from '../../../connectors/huntflow/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { saveRun, type Transfer, type TransferChange } from '../transfers/transfer.store.ts'
import { TakenOver } from './outcomes.ts'

/** One try at a transfer. What it stores is refused once another try has begun. */
export interface TransferRun {
  readonly deps: HuntflowTransferDeps
  readonly signal: AbortSignal
  /** As it was stored last. */
  transfer(): Transfer
  /** Throws TakenOver when this try is not the latest any more. */
  save(change: TransferChange): Promise<void>
  clickup(): Promise<ClickupClient>
  huntflow(): Promise<HuntflowClient>
  /** Fresh from ClickUp, once for each try. */
  task(): Promise<ClickupTask>
}

interface Begun {
  readonly transfer: Transfer
  readonly runId: string
  readonly signal: AbortSignal
}

export function transferRun(deps: HuntflowTransferDeps, scope: WorkspaceScope, begun: Begun): TransferRun {
  const { runId, signal } = begun
  let { transfer } = begun
  const clickup = once(() => deps.openClickup(scope, 'background', signal))
  return {
    deps,
    signal,
    transfer: () => transfer,
    save: async (change) => {
      const saving = { id: transfer.id, runId, at: deps.clock.now(), change }
      const saved = await inWorkspaceAtOnce(deps.db, scope, (tx) => saveRun(tx, scope, saving))
      if (saved === undefined) throw new TakenOver()
      transfer = saved
      const { id, taskId, status, step } = saved
      deps.publish(scope, 'run', { transferId: id, taskId, status, step })
    },
    clickup,
    huntflow: once(() => deps.openHuntflow(scope, 'background', signal)),
    task: once(async () => (await clickup()).task(transfer.taskId)),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make())
}
