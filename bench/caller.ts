import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { startCallers } from './support/callers.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { installedServer, type InstalledServer } from './support/installed-server.ts'

// Until then V8 still compiles, and what it makes of a call is half as fast.
const WARM_MS = 20_000
const ONE_MS = 5_000
const MANY = 16
const MANY_MS = 8_000
// The limit is not what is measured here.
const UNPACED = '1000'

export const caller: Benchmark = {
  name: 'caller',
  about: 'POST /api/calls against a sandbox that answers at once',
  run: async () => [
    ...(await measure('PostgreSQL', { overheadMs: 5, perSecond: 500 })),
    ...(await measure('embedded', {})),
  ],
}

interface Targets {
  readonly overheadMs?: number
  readonly perSecond?: number
}

async function measure(kind: DatabaseKind, targets: Targets): Promise<readonly Figure[]> {
  const database = await makeDatabase(kind)
  const installed = await installedServer(database, {
    env: { RATE_LIMIT_RPS: UNPACED },
    sandbox: { limits: { perSecond: 1_000_000 } },
  })
  try {
    await callFor(installed, { callers: MANY, ms: WARM_MS })
    const one = await callFor(installed, { callers: 1, ms: ONE_MS })
    const many = await callFor(installed, { callers: MANY, ms: MANY_MS })
    const ownMs = await sandboxAlone(installed)
    const overheadMs = percentileOf(one, 0.5) - ownMs
    const perSecond = (many.length * 1_000) / MANY_MS
    return [
      { name: `${kind}: the sandbox alone, p50`, value: ownMs, unit: 'ms' },
      { name: `${kind}: a call above that, p50`, value: overheadMs, unit: 'ms', ...most(targets.overheadMs) },
      {
        name: `${kind}: calls by ${MANY} callers`,
        value: perSecond,
        unit: '/s',
        ...least(targets.perSecond),
      },
    ]
  } finally {
    await installed.stop()
    await database.drop()
  }
}

async function callFor(
  { server, headers }: InstalledServer,
  load: { readonly callers: number; readonly ms: number },
): Promise<readonly number[]> {
  const callers = startCallers({ servers: [server], headers: headers(), callers: load.callers })
  await sleep(load.ms)
  await callers.stop()
  return callers.tookMs
}

/** The same request without us. */
async function sandboxAlone({ sandbox }: InstalledServer): Promise<number> {
  const tookMs: number[] = []
  for (let round = 0; round < 500; round += 1) {
    const startedMs = performance.now()
    const { body } = await request(`${sandbox.apiUrl}/v1/user`, {
      headers: { 'x-addon-token': sandbox.installationToken() },
    })
    await body.dump()
    tookMs.push(performance.now() - startedMs)
  }
  return percentileOf(tookMs, 0.5)
}

function most(value: number | undefined): { readonly atMost?: number } {
  return value === undefined ? {} : { atMost: value }
}

function least(value: number | undefined): { readonly atLeast?: number } {
  return value === undefined ? {} : { atLeast: value }
}
