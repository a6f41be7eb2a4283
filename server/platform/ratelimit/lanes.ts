import type { WorkspaceScope } from '../../shared/scope.ts'
import { Lane, type LaneDeps } from './lane.ts'
import type { Ledger } from './ledger.ts'
import { paceOf, type Rate } from './pace.ts'

/** The lanes of this process by workspace and rate, made on first use and forgotten when idle. */
interface Lanes {
  of(scope: Pick<WorkspaceScope, 'workspaceId'>, rate: Rate): Lane
  block(workspaceId: string, untilMs: number): void
  load(): { readonly waiting: number; readonly slots: number }
  close(reason: Error): Promise<void>
}

interface LanesDeps extends Omit<LaneDeps, 'reserve' | 'report' | 'pace'> {
  readonly ledger: Ledger
}

export function createLanes({ ledger, ...deps }: LanesDeps): Lanes {
  // A rate changes when a service tells of another one; whoever waits in a lane of the one before stays there.
  const lanes = new Map<string, { readonly workspaceId: string; readonly lane: Lane }>()

  function open(key: string, workspaceId: string, rate: Rate): Lane {
    for (const [other, { lane }] of lanes) if (lane.isIdle()) lanes.delete(other)
    const pace = paceOf(rate)
    const lane = new Lane({
      ...deps,
      pace,
      reserve: (ask, reports) => ledger.reserve({ workspaceId }, ask, { pace, reports }),
      report: (reports) => ledger.report({ workspaceId }, { pace, reports }),
    })
    lanes.set(key, { workspaceId, lane })
    return lane
  }

  return {
    of: ({ workspaceId }, rate) => {
      const key = `${rate.count}/${rate.ms} ${workspaceId}`
      return lanes.get(key)?.lane ?? open(key, workspaceId, rate)
    },
    block: (workspaceId, untilMs) => {
      for (const { workspaceId: other, lane } of lanes.values())
        if (other === workspaceId) lane.block(untilMs)
    },
    load: () => {
      const loads = [...lanes.values()].map(({ lane }) => lane.load())
      const sum = (of: 'waiting' | 'slots'): number => loads.reduce((total, load) => total + load[of], 0)
      return { waiting: sum('waiting'), slots: sum('slots') }
    },
    close: async (reason) => {
      await Promise.all([...lanes.values()].map(({ lane }) => lane.close(reason)))
    },
  }
}
