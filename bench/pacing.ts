import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox, LoggedRequest } from '../server/sandbox/clockify/index.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { startCallers } from './support/callers.ts'
import { makeDatabase } from './support/databases.ts'
import { installedServer } from './support/installed-server.ts'

const LIMIT = 50
const PROCESSES = 3
const CALLERS = 25
const WARM_MS = 2_000
const MEASURED_MS = 30_000
const REFUSALS = 5
const RETRY_AFTER_MS = 2_000

export const pacing: Benchmark = {
  name: 'pacing',
  about: `${PROCESSES} processes with ${CALLERS} callers each, seen where the requests arrive`,
  run: async () => {
    const database = await makeDatabase('PostgreSQL')
    // The other side counts and does not refuse: a request too many is then seen as one.
    const installed = await installedServer(database, { sandbox: { limits: { perSecond: 10_000 } } })
    const { server, sandbox } = installed
    try {
      const others = await Promise.all(Array.from({ length: PROCESSES - 1 }, () => installed.another()))
      const callers = startCallers({
        servers: [server, ...others],
        headers: installed.headers(),
        callers: CALLERS,
      })
      await sleep(WARM_MS)
      const steady = await measureSteady(sandbox)
      const refused = await measureRefusals(sandbox)
      await callers.stop()
      return [...steady, ...refused]
    } finally {
      await installed.stop()
      await database.drop()
    }
  },
}

async function measureSteady({ requests }: ClockifySandbox): Promise<readonly Figure[]> {
  requests.clear()
  await sleep(MEASURED_MS)
  const seen = [...requests.entries]
  const [first, last] = [seen[0], seen.at(-1)]
  if (first === undefined || last === undefined) throw new Error('no request arrived')
  const perSecond = ((seen.length - 1) * 1_000) / (last.arrivedMs - first.arrivedMs)
  return [
    { name: 'requests', value: perSecond, unit: '/s' },
    { name: 'share of the limit', value: perSecond / LIMIT, unit: '', atLeast: 0.97 },
    {
      name: 'most within a sliding second',
      value: requests.highestRate(1_000),
      unit: '',
      atMost: LIMIT,
    },
  ]
}

/** One 429 at a time, while every process is at work. */
async function measureRefusals(sandbox: ClockifySandbox): Promise<readonly Figure[]> {
  const inside: number[] = []
  for (let round = 0; round < REFUSALS; round += 1) {
    sandbox.requests.clear()
    sandbox.failNext({ status: 429, headers: { 'retry-after': String(RETRY_AFTER_MS / 1_000) } })
    await sleep(RETRY_AFTER_MS + 2_000)
    inside.push(arrivedInside(sandbox.requests.entries))
  }
  return [
    {
      name: `requests inside ${REFUSALS} times Retry-After: 2`,
      value: inside.reduce((sum, count) => sum + count, 0),
      unit: '',
      atMost: 0,
    },
  ]
}

function arrivedInside(requests: readonly LoggedRequest[]): number {
  const refusal = requests.find(({ status }) => status === 429)
  if (refusal === undefined) throw new Error('no request was refused')
  const sinceMs = requests.map(({ arrivedMs }) => arrivedMs - refusal.arrivedMs)
  return sinceMs.filter((ms) => ms > 0 && ms < RETRY_AFTER_MS).length
}
