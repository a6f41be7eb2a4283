import { Lane, type LaneDeps } from './lane.ts'
import type { Asked, Ledger } from './ledger.ts'
import { paceOf, type Rate } from './pace.ts'

/** The lanes of this process by workspace, bucket and rate, made on first use and forgotten when idle. */
interface Lanes {
  of(asked: Asked, rate: Rate): Lane
  /** Without a bucket: all of the workspace. */
  block(asked: Asked, untilMs: number): void
  load(): { readonly waiting: number; readonly slots: number }
  close(reason: Error): Promise<void>
}

interface LanesDeps extends Omit<LaneDeps, 'reserve' | 'report' | 'pace'> {
  readonly ledger: Ledger
}

export function createLanes({ ledger, ...deps }: LanesDeps): Lanes {
  // A rate changes when a service tells of another one; whoever waits in a lane of the one before stays there.
  const lanes = new Map<string, { readonly asked: Asked; readonly lane: Lane }>()

  function open(key: string, asked: Asked, rate: Rate): Lane {
    for (const [other, { lane }] of lanes) if (lane.isIdle()) lanes.delete(other)
    const pace = paceOf(rate)
    const lane = new Lane({
      ...deps,
      pace,
      reserve: (ask, reports) => ledger.reserve(asked, ask, { pace, reports }),
      report: (reports) => ledger.report(asked, { pace, reports }),
    })
    lanes.set(key, { asked, lane })
    return lane
  }

  return {
    of: ({ workspaceId, bucket }, rate) => {
      const key = `${rate.count}/${rate.ms} ${bucket ?? ''} ${workspaceId}`
      return lanes.get(key)?.lane ?? open(key, { workspaceId, bucket }, rate)
    },
    block: ({ workspaceId, bucket }, untilMs) => {
      for (const { asked, lane } of lanes.values())
        if (asked.workspaceId === workspaceId && (bucket === undefined || asked.bucket === bucket))
          lane.block(untilMs)
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
