import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { bundledServer } from './support/bundled-server.ts'
import { makeDatabase } from './support/databases.ts'
import { largeDocument } from './support/large-document.ts'
import { runChild } from './support/child.ts'

const ROUNDS = 5

interface Measured {
  readonly readyMs: number
  readonly firstMs: readonly number[]
  readonly laterMs: readonly number[]
  readonly memoryMb: number
  readonly operations: number
  readonly importMs: number
  readonly imported: number
}

export const catalogue: Benchmark = {
  name: 'catalogue',
  about: 'the catalogue of the built server alone, each round in a process of its own',
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
    const file = join(folder, 'large.json')
    writeFileSync(file, largeDocument(2_444_874))
    const script = await bundledServer('catalogue')
    const rounds: Measured[] = []
    try {
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(script, file))
    } finally {
      rmSync(folder, { recursive: true })
    }
    return figuresOf(rounds)
  },
}

/** A document of a vendor, if BENCH_DOCUMENT names one; else one of the same size made here. */
async function measure(script: string, made: string): Promise<Measured> {
  const database = await makeDatabase('PostgreSQL')
  const given = process.env['BENCH_DOCUMENT']
  const document = given !== undefined && existsSync(given) ? given : made
  try {
    return await runChild<Measured>(script, { ...database.env, DOCUMENT: document })
  } finally {
    await database.drop()
  }
}

function figuresOf(rounds: readonly Measured[]): readonly Figure[] {
  const middle = (pick: (round: Measured) => number): number => median(rounds.map(pick))
  return [
    { name: 'Clockify ready', value: middle(({ readyMs }) => readyMs), unit: 'ms', atMost: 100 },
    {
      name: 'first validation of an operation, p95',
      value: middle(({ firstMs }) => percentileOf(firstMs, 0.95)),
      unit: 'ms',
      atMost: 10,
    },
    {
      name: 'later validations, p95 of the operations',
      value: middle(({ laterMs }) => percentileOf(laterMs, 0.95)),
      unit: 'ms',
      atMost: 0.05,
    },
    {
      name: 'memory of all shipped documents, every schema compiled',
      value: middle(({ memoryMb }) => memoryMb),
      unit: 'MB',
      atMost: 80,
    },
    {
      name: `import of a document of 2.4 MB (${rounds[0]?.imported ?? 0} operations)`,
      value: middle(({ importMs }) => importMs),
      unit: 'ms',
      atMost: 1_000,
    },
  ]
}
