// Breaks things under load, with real processes: npm run drill -- [short|long] [NAME ...]; long and all of them by default.
// A name stands for every drill that begins with it. PostgreSQL is the one that DRILL_DATABASE_URL names (default: 127.0.0.1:5432, user postgres).
import { ensureBuilt } from './drills/built-server.ts'
import { embeddedDatabase, serverDatabase } from './drills/databases.ts'
import { hostileUpstream } from './drills/hostile-upstream.ts'
import { keyRotation } from './drills/key-rotation.ts'
import { killInBootstrap } from './drills/kill-in-bootstrap.ts'
import { killUnderWebhooks } from './drills/kill-under-webhooks.ts'
import { secrets } from './drills/secrets.ts'
import { dumpableEmbedded, dumpableServer } from './drills/secrets/dumpable.ts'
import { soak } from './drills/soak.ts'
import type { Figures } from './drills/support.ts'

interface Drill {
  readonly name: string
  /** Throws when a promise was broken. */
  readonly run: (amount: number) => Promise<Figures>
  /** How much of it, in the drill's own measure: rounds, minutes, ... 0: not in this form, unless it is named. */
  readonly short: number
  readonly long: number
}

const serverUrl = process.env['DRILL_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const soakMinutes = Number(process.env['SOAK_MINUTES']) || undefined
const postgresql = () => serverDatabase(serverUrl)

const DRILLS: readonly Drill[] = [
  {
    name: 'kill-webhooks-embedded',
    run: (n) => killUnderWebhooks(embeddedDatabase, n),
    short: 10,
    long: 100,
  },
  { name: 'kill-webhooks-postgresql', run: (n) => killUnderWebhooks(postgresql, n), short: 10, long: 100 },
  { name: 'kill-bootstrap-embedded', run: (n) => killInBootstrap(embeddedDatabase, n), short: 5, long: 25 },
  { name: 'kill-bootstrap-postgresql', run: (n) => killInBootstrap(postgresql, n), short: 5, long: 25 },
  { name: 'hostile-upstream', run: (n) => hostileUpstream(postgresql, n), short: 2, long: 20 },
  { name: 'secrets-embedded', run: () => secrets(dumpableEmbedded), short: 1, long: 1 },
  { name: 'secrets-postgresql', run: () => secrets(() => dumpableServer(serverUrl)), short: 1, long: 1 },
  { name: 'key-rotation-postgresql', run: () => keyRotation(postgresql), short: 1, long: 1 },
  // Minutes; SOAK_MINUTES sets them.
  { name: 'soak-embedded', run: (n) => soak(embeddedDatabase, soakMinutes ?? n), short: 0, long: 30 },
  { name: 'soak-postgresql', run: (n) => soak(postgresql, soakMinutes ?? n), short: 0.3, long: 30 },
]

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
    const figures = Object.entries(await drill.run(drill[form]))
    console.log(
      `ok    ${drill.name}, ${took()}: ${figures.map(([what, found]) => `${what} ${found}`).join(', ')}`,
    )
    return true
  } catch (error) {
    console.log(`FAIL  ${drill.name}, ${took()}:`, error)
    return false
  }
}

await ensureBuilt()
let failed = 0
for (const drill of chosen) if (!(await runDrill(drill))) failed += 1
console.log(`${chosen.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
