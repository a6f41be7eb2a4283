import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import type { EmbeddedPool } from './embedded-pool.ts'

/** How often a server looks, too. */
const EVERY_MS = 60_000

// The thresholds at which a server's autovacuum begins.
const WORN = `
  select format('%I.%I', schemaname, relname) as name, n_dead_tup > 50 + 0.2 * n_live_tup as is_worn
  from pg_stat_user_tables
  where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`

interface VacuumOptions {
  readonly log: Log
  readonly everyMs?: number | undefined
}

/** What autovacuum does on a server, and nobody on PGlite: without it tables only grow. Returns the stop; a round under way ends first. */
export function startVacuum(
  pool: EmbeddedPool,
  { log, everyMs = EVERY_MS }: VacuumOptions,
): () => Promise<void> {
  let isStopped = false
  let round: Promise<void> = Promise.resolve()

  async function clean(): Promise<void> {
    for (const { name, isWorn } of await listWorn(pool)) {
      if (isStopped) return
      await pool.asOwner(isWorn ? `vacuum (analyze) ${name}` : `analyze ${name}`)
    }
  }

  const timer = setInterval(() => {
    round = round.then(clean).catch((error: unknown) => {
      if (!isStopped) log.warn({ reason: messageOf(error) }, 'vacuum failed; the next round tries again')
    })
  }, everyMs)
  timer.unref()
  return async () => {
    isStopped = true
    clearInterval(timer)
    await round
  }
}

async function listWorn(pool: EmbeddedPool): Promise<readonly { name: string; isWorn: boolean }[]> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ name: string; is_worn: boolean }>(WORN, [])
    return rows.map(({ name, is_worn: isWorn }) => ({ name, isWorn }))
  } finally {
    client.release()
  }
}
