import { sql, type Selectable } from 'kysely'
import type { Db } from '../../storage/db.ts'
import type { OpenapiDocumentsTable } from '../../storage/tables/openapi-documents.ts'

type OpenapiDocumentRow = Selectable<OpenapiDocumentsTable>

/** Runs asSystem, as all here: documents belong to the whole installation. */
export async function upsertOpenapiDocument(db: Db, document: OpenapiDocumentRow): Promise<void> {
  const { connector, ...columns } = document
  await db
    .insertInto('openapiDocuments')
    .values({ connector, ...columns })
    .onConflict((conflict) => conflict.column('connector').doUpdateSet(columns))
    .execute()
}

export async function listImportTimes(
  db: Db,
): Promise<Pick<OpenapiDocumentRow, 'connector' | 'importedAt'>[]> {
  return db.selectFrom('openapiDocuments').select(['connector', 'importedAt']).orderBy('connector').execute()
}

export async function findOpenapiDocument(
  db: Db,
  connector: string,
): Promise<OpenapiDocumentRow | undefined> {
  return db.selectFrom('openapiDocuments').selectAll().where('connector', '=', connector).executeTakeFirst()
}

/** Reaches the listeners when the transaction commits. */
export async function notifyImport(
  db: Db,
  message: { readonly channel: string; readonly connector: string },
): Promise<void> {
  await sql`select pg_notify(${message.channel}, ${message.connector})`.execute(db)
}
