import { setTimeout as sleep } from 'node:timers/promises'
import { Agent, request } from 'undici'
import { percentileOf } from '../../scripts/drills/percentile.ts'
import type { Load, LoadResult } from './load.ts'

/**
 * POSTs evenly spread over the time, whatever the answers do; throws when one was not answered with success. Times are from the moment
 * at which a request was due, so a server that stops answering is not spared the requests that it holds up.
 */
export async function postSteadily(load: Load, perSecond: number): Promise<LoadResult> {
  const agent = new Agent({ connections: load.connections })
  const tookMs: number[] = []
  const underWay: Promise<void>[] = []
  const startedMs = performance.now()
  const total = load.seconds * perSecond

  async function send(): Promise<void> {
    const sentMs = performance.now()
    const { statusCode, body } = await request(load.url, {
      method: 'POST',
      headers: load.headers,
      body: load.body(),
      dispatcher: agent,
    })
    await body.dump()
    if (statusCode !== 200) throw new Error(`a request was answered ${statusCode}`)
    tookMs.push(performance.now() - sentMs)
  }

  while (underWay.length < total) {
    const dueMs = startedMs + (underWay.length * 1_000) / perSecond
    if (dueMs > performance.now()) await sleep(1)
    else underWay.push(send())
  }
  await Promise.all(underWay)
  await agent.close()
  return {
    perSecond: (tookMs.length * 1_000) / (performance.now() - startedMs),
    p50Ms: percentileOf(tookMs, 0.5),
    p99Ms: percentileOf(tookMs, 0.99),
    answered: tookMs.length,
  }
}
