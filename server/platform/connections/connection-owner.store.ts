import type { Db } from '../../storage/db.ts'

/** Across workspaces: only under asSystem. */
export async function findOwnerOfConnection(
  db: Db,
  connection: { readonly connector: string; readonly id: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('connections')
    .select('workspaceId')
    .where('id', '=', connection.id)
    .where('connector', '=', connection.connector)
    .executeTakeFirst()
  return row?.workspaceId
}
