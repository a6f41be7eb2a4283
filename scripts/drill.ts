// Breaks things under load, with real processes: npm run drill -- [short|long] [NAME ...]; long and all of them by default.
// A name stands for every drill that begins with it. PostgreSQL is the one that DRILL_DATABASE_URL names (default: 127.0.0.1:5432, user postgres).
import { ensureBuilt } from './drills/built-server.ts'
import { databaseAway } from './drills/database-away.ts'
import { embeddedDatabase, serverDatabase, type ProcessDatabase } from './drills/databases.ts'
import { diskFull } from './drills/disk-full.ts'
import { hostileUpstream } from './drills/hostile-upstream.ts'
import { keyRotation } from './drills/key-rotation.ts'
import { killInBootstrap } from './drills/kill-in-bootstrap.ts'
import { killInImport } from './drills/kill-in-import.ts'
import { killInPageSync } from './drills/kill-in-page-sync.ts'
import { killUnderWebhooks } from './drills/kill-under-webhooks.ts'
import { severalProcesses } from './drills/processes.ts'
import { secrets } from './drills/secrets.ts'
import { dumpableEmbedded, dumpableServer } from './drills/secrets/dumpable.ts'
import { soak } from './drills/soak.ts'
import type { Figures } from './drills/support.ts'
import { upgradeFromFirstRelease } from './drills/upgrade.ts'
import { upsertStorm } from './drills/upsert-storm.ts'

interface Drill {
  readonly name: string
  /** Throws when a promise was broken. */
  readonly run: (amount: number) => Promise<Figures>
  /** How much of it, in the drill's own measure: rounds, minutes, ... 0: not in this form, unless it is named. */
  readonly short: number
  readonly long: number
  /** It holds figures that another one beside it would spoil. */
  readonly alone?: true
}

const serverUrl = process.env['DRILL_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const soakMinutes = Number(process.env['SOAK_MINUTES']) || undefined
const postgresql = () => serverDatabase(serverUrl)

const upgrade = (rounds: number): Promise<Figures> =>
  upgradeFromFirstRelease(
    [
      { makeDatabase: postgresql, sideBySide: true },
      { makeDatabase: embeddedDatabase, sideBySide: false },
    ],
    rounds,
  )

const DRILLS: readonly Drill[] = [
  { name: 'kill-webhooks', run: (n) => onBoth(killUnderWebhooks, n), short: 10, long: 100 },
  { name: 'kill-bootstrap', run: (n) => onBoth(killInBootstrap, n), short: 5, long: 25 },
  { name: 'kill-import', run: (n) => onBoth(killInImport, n), short: 2, long: 25 },
  { name: 'kill-page-sync', run: (n) => onBoth(killInPageSync, n), short: 2, long: 25 },
  { name: 'database-away', run: databaseAway, short: 2, long: 20 },
  { name: 'disk-full', run: diskFull, short: 1, long: 10 },
  { name: 'upgrade', run: upgrade, short: 1, long: 5 },
  { name: 'processes', run: (n) => severalProcesses(postgresql, n), short: 1, long: 10, alone: true },
  { name: 'upsert-storm', run: (n) => upsertStorm(postgresql, n), short: 1, long: 5 },
  { name: 'hostile-upstream', run: (n) => hostileUpstream(postgresql, n), short: 2, long: 20, alone: true },
  { name: 'secrets-embedded', run: () => secrets(dumpableEmbedded), short: 1, long: 1 },
  { name: 'secrets-postgresql', run: () => secrets(() => dumpableServer(serverUrl)), short: 1, long: 1 },
  { name: 'key-rotation-postgresql', run: () => keyRotation(postgresql), short: 1, long: 1 },
  // Minutes; SOAK_MINUTES sets them.
  {
    name: 'soak-embedded',
    run: (n) => soak(embeddedDatabase, soakMinutes ?? n),
    short: 0,
    long: 30,
    alone: true,
  },
  {
    name: 'soak-postgresql',
    run: (n) => soak(postgresql, soakMinutes ?? n),
    short: 0.3,
    long: 30,
    alone: true,
  },
]

/** On both databases side by side: much of a kill is waiting for a lease. */
async function onBoth(
  run: (makeDatabase: () => Promise<ProcessDatabase>, amount: number) => Promise<Figures>,
  amount: number,
): Promise<Figures> {
  const both = await Promise.allSettled([run(embeddedDatabase, amount), run(postgresql, amount)])
  const failures = both.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  if (failures.length > 0) throw new AggregateError(failures, 'on the embedded database or on PostgreSQL')
  const [embedded, server] = both.map((one) => (one.status === 'fulfilled' ? line(one.value) : ''))
  return { 'on the embedded database:': embedded ?? '', 'on PostgreSQL:': server ?? '' }
}

function line(figures: Figures): string {
  return Object.entries(figures)
    .map(([what, found]) => `${what} ${found}`)
    .join(', ')
}

const FORMS = ['short', 'long']
const wanted = process.argv.slice(2).filter((word) => !FORMS.includes(word))
const form = process.argv.includes('short') ? 'short' : 'long'
const isMeant = (drill: Drill, name: string): boolean =>
  drill.name === name || drill.name.startsWith(`${name}-`)
const unknown = wanted.filter((name) => !DRILLS.some((drill) => isMeant(drill, name)))
if (unknown.length > 0) {
  console.error(
    `no such drill: ${unknown.join(', ')}. There are: ${DRILLS.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}
const chosen = DRILLS.filter((drill) =>
  wanted.length === 0 ? drill[form] > 0 : wanted.some((name) => isMeant(drill, name)),
)

/** True when every promise was kept. */
async function runDrill(drill: Drill): Promise<boolean> {
  const startedAt = Date.now()
  const took = (): string => `${Math.round((Date.now() - startedAt) / 1_000)} s`
  try {
    const figures = line(await drill.run(drill[form]))
    console.log(`ok    ${drill.name}, ${took()}: ${figures}`)
    return true
  } catch (error) {
    console.log(`FAIL  ${drill.name}, ${took()}:`, error)
    return false
  }
}

await ensureBuilt()
let failed = 0
async function runInTurn(drills: Iterable<Drill>): Promise<void> {
  for (const drill of drills) if (!(await runDrill(drill))) failed += 1
}
// Most of them wait for leases and for processes to start, so some of them share the machine.
const shared = chosen.filter(({ alone }) => alone !== true).values()
await Promise.all([runInTurn(shared), runInTurn(shared), runInTurn(shared)])
await runInTurn(chosen.filter(({ alone }) => alone === true))
console.log(`${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
