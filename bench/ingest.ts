import { untilSettled } from '../scripts/drills/webhook-load.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { deliver } from './support/deliveries.ts'
import { installedServer } from './support/installed-server.ts'
import type { LoadResult } from './support/load.ts'

const ROUNDS = 5
const SECONDS = 6
const WARM_SECONDS = 4

export const ingest: Benchmark = {
  name: 'ingest',
  about:
    'webhook deliveries that nobody has seen before, 50 connections, against an empty POST route of the same server',
  run: async () => [
    ...(await measure('PostgreSQL', { share: 0.25, p99Offered: 10, p99Full: 15 })),
    ...(await measure('embedded', { share: 0.15 })),
  ],
}

interface Targets {
  readonly share: number
  readonly p99Offered?: number
  readonly p99Full?: number
}

async function measure(kind: DatabaseKind, targets: Targets): Promise<readonly Figure[]> {
  const database = await makeDatabase(kind)
  const installed = await installedServer(database)
  try {
    const { server, sandbox } = installed
    // Until what runs often is compiled.
    await deliver(installed, { seconds: WARM_SECONDS, perSecond: 1_000 })
    const url = `${server.baseUrl}/bench/empty`
    const offered: Round[] = []
    const rounds: Round[] = []
    for (const [list, load] of [
      [offered, { seconds: SECONDS, perSecond: 1_000 }],
      [rounds, { seconds: SECONDS }],
    ] as const)
      for (let round = 0; round < ROUNDS; round += 1) {
        await untilSettled(sandbox, server.baseUrl)
        list.push({
          empty: await deliver(installed, { ...load, url }),
          full: await deliver(installed, load),
        })
      }
    return figuresOf({ offered, rounds }, kind, targets)
  } finally {
    await installed.stop()
    await database.drop()
  }
}

interface Round {
  readonly empty: LoadResult
  readonly full: LoadResult
}

interface Measured {
  readonly offered: readonly Round[]
  readonly rounds: readonly Round[]
}

function figuresOf({ offered, rounds }: Measured, kind: DatabaseKind, targets: Targets): readonly Figure[] {
  const figure = (name: string, unit: string, pick: (round: Round) => number) => ({
    name: `${kind}: ${name}`,
    value: median(rounds.map(pick)),
    unit,
  })
  return [
    figure('empty route', '/s', ({ empty }) => empty.perSecond),
    figure('deliveries', '/s', ({ full }) => full.perSecond),
    {
      ...figure('share of the empty route', '', ({ empty, full }) => full.perSecond / empty.perSecond),
      atLeast: targets.share,
    },
    { ...figure('p99 at full rate', 'ms', ({ full }) => full.p99Ms), ...most(targets.p99Full) },
    {
      name: `${kind}: p99 at 1,000/s offered`,
      value: median(offered.map(({ full }) => full.p99Ms)),
      unit: 'ms',
      ...most(targets.p99Offered),
    },
    // What the machine itself is good for at that moment.
    {
      name: `${kind}: p99 of the empty route at 1,000/s offered`,
      value: median(offered.map(({ empty }) => empty.p99Ms)),
      unit: 'ms',
    },
  ]
}

function most(value: number | undefined): { readonly atMost?: number } {
  return value === undefined ? {} : { atMost: value }
}
