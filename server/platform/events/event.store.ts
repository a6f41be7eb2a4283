import { sql } from 'kysely'
import type { Db } from '../../storage/db.ts'

export async function notifyEvents(db: Db, channel: string, payloads: readonly string[]): Promise<void> {
  await sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) as payload`.execute(db)
}
