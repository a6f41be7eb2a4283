import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { deleteFound } from '../../storage/delete-found.store.ts'

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}

interface NewFile extends Omit<StoredFile, 'sizeBytes'> {
  readonly createdAt: Date
}

/** Takes the place of what was left of an earlier try. */
export async function replaceFile(db: Db, scope: WorkspaceScope, file: NewFile): Promise<void> {
  await deleteFile(db, scope, file.id)
  await db
    .insertInto('files')
    .values({ workspaceId: scope.workspaceId, sizeBytes: null, ...file })
    .execute()
}

interface FilePart {
  readonly fileId: string
  readonly part: number
  readonly content: Buffer
}

export async function insertFilePart(db: Db, scope: WorkspaceScope, part: FilePart): Promise<void> {
  await db
    .insertInto('fileParts')
    .values({ workspaceId: scope.workspaceId, ...part })
    .execute()
}

export async function completeFile(
  db: Db,
  scope: WorkspaceScope,
  { id, sizeBytes }: Pick<StoredFile, 'id' | 'sizeBytes'>,
): Promise<void> {
  await db
    .updateTable('files')
    .set({ sizeBytes })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Only when all of it is there. */
export async function findFile(db: Db, scope: WorkspaceScope, id: string): Promise<StoredFile | undefined> {
  const file = await db
    .selectFrom('files')
    .select(['id', 'name', 'contentType', 'sizeBytes'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('sizeBytes', 'is not', null)
    .executeTakeFirst()
  return file && { ...file, sizeBytes: Number(file.sizeBytes) }
}

export async function findFilePart(
  db: Db,
  scope: WorkspaceScope,
  { fileId, part }: Omit<FilePart, 'content'>,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('fileParts')
    .select('content')
    .where('workspaceId', '=', scope.workspaceId)
    .where('fileId', '=', fileId)
    .where('part', '=', part)
    .executeTakeFirst()
  // The embedded database gives a Uint8Array.
  return row && Buffer.from(row.content)
}

export async function deleteFile(db: Db, scope: WorkspaceScope, id: string): Promise<void> {
  await db.deleteFrom('files').where('workspaceId', '=', scope.workspaceId).where('id', '=', id).execute()
}

/** Finished or not; how many went. */
export async function deleteFilesBefore(
  db: Db,
  scope: WorkspaceScope,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<number> {
  const ids = db
    .selectFrom('files')
    .select('id')
    .where('workspaceId', '=', scope.workspaceId)
    .where('createdAt', '<', before)
    .limit(limit)
  return deleteFound(db, scope, { table: 'files', ids })
}
