import { setTimeout as sleep } from 'node:timers/promises'
import { mainFile } from '../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../scripts/drills/server-process.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'

const STARTS = 5
const FIRST_STARTS = 3
const GIVE_UP_MS = 30_000

export const start: Benchmark = {
  name: 'start',
  about: 'from the start of the process until /ready says so',
  run: async () => [
    await startAgain('embedded', 1_500),
    await startAgain('PostgreSQL', 1_000),
    await startFirst('embedded', 4_000),
    await startFirst('PostgreSQL'),
  ],
}

async function startAgain(kind: DatabaseKind, atMost: number): Promise<Figure> {
  const database = await makeDatabase(kind)
  const server = await serverProcess({ ...database.env }, mainFile)
  const tookMs: number[] = []
  try {
    await readyAfter(server)
    for (let round = 0; round < STARTS; round += 1) {
      await server.stop()
      tookMs.push(await readyAfter(server))
    }
  } finally {
    await server.stop()
    await database.drop()
  }
  return { name: `${kind}: on a database that is there`, value: median(tookMs), unit: 'ms', atMost }
}

async function startFirst(kind: DatabaseKind, atMost?: number): Promise<Figure> {
  const tookMs: number[] = []
  for (let round = 0; round < FIRST_STARTS; round += 1) {
    const database = await makeDatabase(kind)
    const server = await serverProcess({ ...database.env }, mainFile)
    tookMs.push(await readyAfter(server))
    await server.stop()
    await database.drop()
  }
  const figure = { name: `${kind}: the first`, value: median(tookMs), unit: 'ms' }
  return atMost === undefined ? figure : { ...figure, atMost }
}

/** Asks more often than a drill does: what is measured is below a second. */
async function readyAfter(server: ServerProcess): Promise<number> {
  const startedMs = performance.now()
  server.launch()
  while (performance.now() - startedMs < GIVE_UP_MS) {
    const isReady = await fetch(`${server.baseUrl}/ready`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return performance.now() - startedMs
    await sleep(5)
  }
  throw new Error(`the server was not ready within ${GIVE_UP_MS / 1_000} s: ${server.output}`)
}
