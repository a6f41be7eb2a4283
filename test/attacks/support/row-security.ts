import { sql } from 'kysely'
import type { Db } from '../../../server/storage/db.ts'

/** As the owner of the tables, which no part of the product is after its start. */
export async function setRowSecurity(db: Db, table: string, on: boolean): Promise<void> {
  await db.connection().execute(async (owner) => {
    await sql`set role none`.execute(owner)
    await sql`alter table ${sql.table(table)} ${sql.raw(on ? 'enable' : 'disable')} row level security`.execute(
      owner,
    )
    await sql`set role switchyard_app`.execute(owner)
  })
}
