// Waits until PostgreSQL answers at 127.0.0.1:5432 as user postgres; the argument is how many seconds.
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'

const giveUpAt = Date.now() + Number(process.argv[2] ?? '10') * 1000
for (;;) {
  const client = new pg.Client({
    connectionString: 'postgres://postgres@127.0.0.1:5432/postgres',
    connectionTimeoutMillis: 1000,
  })
  try {
    await client.connect()
    await client.end()
    process.exit(0)
  } catch (error) {
    if (Date.now() >= giveUpAt) {
      console.log(`PostgreSQL does not answer: ${error instanceof Error ? error.message : String(error)}`)
      process.exit(1)
    }
    await sleep(500)
  }
}
