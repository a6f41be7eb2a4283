import { setTimeout as sleep } from 'node:timers/promises'
import { latencyOf, type Latency } from '../latency.ts'
import { expectEqual } from '../support.ts'
import type { WorkspaceElsewhere } from '../workspace-elsewhere.ts'
import { timedCall, type TimedCall } from './timed-call.ts'

const EVERY_MS = 100

/** What workspaces with a good API feel while `work` goes on: each calls ten times a second, whatever becomes of the calls before. */
export async function feltBeside(
  baseUrl: string,
  neighbours: readonly Pick<WorkspaceElsewhere, 'headers'>[],
  work: () => Promise<unknown>,
): Promise<Latency> {
  const over = new AbortController()
  async function callOn(): Promise<readonly TimedCall[]> {
    const calls: Promise<TimedCall>[] = []
    while (!over.signal.aborted) {
      for (const neighbour of neighbours) calls.push(timedCall(baseUrl, neighbour))
      await sleep(EVERY_MS)
    }
    return Promise.all(calls)
  }
  const working = work().finally(() => over.abort())
  const [calls] = await Promise.all([callOn(), working])
  for (const { outcome } of calls) expectEqual('a call of a workspace with a good API', outcome, 200)
  return latencyOf(calls.map(({ tookMs }) => tookMs))
}
