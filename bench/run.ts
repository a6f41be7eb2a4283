// The benchmarks: npm run bench [-- NAME ...] [--json FILE]. Figures are measured side by side in this run; see docs/benchmarks.md.
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../scripts/drills/built-server.ts'
import { isMet, type Benchmark, type Figure } from './benchmark.ts'
import { bootstrap } from './bootstrap.ts'
import { caller } from './caller.ts'
import { catalogue } from './catalogue.ts'
import { claim } from './claim.ts'
import { clickupSync } from './clickup-sync.ts'
import { filters } from './filters.ts'
import { ingest } from './ingest.ts'
import { isolation } from './isolation.ts'
import { jobs } from './jobs.ts'
import { nodeRed } from './node-red.ts'
import { pacing } from './pacing.ts'
import { pageSync } from './page-sync.ts'
import { projection } from './projection.ts'
import { reports } from './reports.ts'
import { slowDisk } from './slow-disk.ts'
import { start } from './start.ts'
import { taskUpsert } from './task-upsert.ts'
import { storage } from './storage.ts'
import { ui } from './ui.ts'

const BENCHMARKS: readonly Benchmark[] = [
  ingest,
  nodeRed,
  slowDisk,
  jobs,
  isolation,
  projection,
  pacing,
  bootstrap,
  caller,
  catalogue,
  start,
  reports,
  filters,
  clickupSync,
  taskUpsert,
  claim,
  storage,
  pageSync,
  ui,
]

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } })
const unknown = positionals.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. There are:`)
  for (const { name, about } of BENCHMARKS) console.error(`  ${name.padEnd(12)} ${about}`)
  process.exit(2)
}

await ensureBuilt()
const chosen = BENCHMARKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
const results: { benchmark: string; load: number; figures: readonly Figure[] }[] = []
for (const benchmark of chosen) {
  const load = loadavg()[0] ?? 0
  console.log(`\n${benchmark.name}: ${benchmark.about} (load before: ${load.toFixed(1)})`)
  const figures = await benchmark.run()
  for (const figure of figures) console.log(lineOf(figure))
  results.push({ benchmark: benchmark.name, load, figures })
}

if (values.json !== undefined) {
  const machine = {
    node: process.version,
    cpus: cpus().length,
    cpu: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
  }
  writeFileSync(
    values.json,
    `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`,
  )
}
const missed = results.flatMap(({ figures }) => figures).filter((figure) => isMet(figure) === false)
console.log(
  `\n${missed.length === 0 ? 'every target is met' : `missed: ${missed.map(({ name }) => name).join('; ')}`}`,
)
process.exit(missed.length === 0 ? 0 : 1)

function lineOf(figure: Figure): string {
  const met = isMet(figure)
  const mark = met === undefined ? '      ' : met ? 'ok    ' : 'MISSED'
  return `${mark} ${figure.name.padEnd(58)} ${shown(figure.value).padStart(10)} ${figure.unit.padEnd(6)} ${targetOf(figure)}`
}

function targetOf({ atLeast, atMost }: Figure): string {
  if (atLeast !== undefined) return `at least ${shown(atLeast)}`
  return atMost === undefined ? '' : `at most ${shown(atMost)}`
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Math.round(value * 1_000) / 1_000)
}
