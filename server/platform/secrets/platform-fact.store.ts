import type { Db } from '../../storage/db.ts'

/** Only under asSystem, like all of this table. */
export async function findPlatformFact(db: Db, name: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('platformFacts').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

/** Keeps the one that is there. */
export async function insertPlatformFact(db: Db, name: string, value: Buffer): Promise<void> {
  await db
    .insertInto('platformFacts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
}

export async function updatePlatformFact(db: Db, name: string, value: Buffer): Promise<void> {
  await db.updateTable('platformFacts').set({ value }).where('name', '=', name).execute()
}
