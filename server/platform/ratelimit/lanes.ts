import type { WorkspaceScope } from '../../shared/scope.ts'
import { Lane, type LaneDeps } from './lane.ts'
import type { Ledger } from './ledger.ts'

/** The lanes of this process by workspace, made on first use and forgotten when idle. */
interface Lanes {
  of(scope: Pick<WorkspaceScope, 'workspaceId'>): Lane
  block(workspaceId: string, untilMs: number): void
  load(): { readonly waiting: number; readonly slots: number }
  close(reason: Error): Promise<void>
}

interface LanesDeps extends Omit<LaneDeps, 'reserve' | 'report'> {
  readonly ledger: Ledger
}

export function createLanes({ ledger, ...deps }: LanesDeps): Lanes {
  const lanes = new Map<string, Lane>()

  function open(workspaceId: string): Lane {
    for (const [id, lane] of lanes) if (lane.isIdle()) lanes.delete(id)
    const lane = new Lane({
      ...deps,
      reserve: (ask, reports) => ledger.reserve({ workspaceId }, ask, reports),
      report: (reports) => ledger.report({ workspaceId }, reports),
    })
    lanes.set(workspaceId, lane)
    return lane
  }

  return {
    of: ({ workspaceId }) => lanes.get(workspaceId) ?? open(workspaceId),
    block: (workspaceId, untilMs) => lanes.get(workspaceId)?.block(untilMs),
    load: () => {
      const loads = [...lanes.values()].map((lane) => lane.load())
      const sum = (of: 'waiting' | 'slots'): number => loads.reduce((total, load) => total + load[of], 0)
      return { waiting: sum('waiting'), slots: sum('slots') }
    },
    close: async (reason) => {
      await Promise.all([...lanes.values()].map((lane) => lane.close(reason)))
    },
  }
}
