import { Readable } from 'node:stream'
import type { Clock } from '../../shared/clock.ts'
import { notFound } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { startSmallHeap } from '../../shared/small-heap.ts'
import { inWorkspace, inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import {
  completeFile,
  findFile,
  findFilePart,
  insertFilePart,
  replaceFile,
  type StoredFile,
} from './file.store.ts'

const PART_BYTES = 256 * 1024

interface FileInput extends Omit<StoredFile, 'sizeBytes'> {
  readonly content: AsyncIterable<Uint8Array>
}

/** Part by part, so that size costs no memory; nobody finds the file before all of it is there. A second try takes the place of the first. */
export async function storeFile(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  scope: WorkspaceScope,
  { content, ...file }: FileInput,
): Promise<StoredFile> {
  const createdAt = clock.now()
  await inWorkspace(db, scope, (tx) => replaceFile(tx, scope, { ...file, createdAt }))
  let part = 0
  let sizeBytes = 0
  let storing = Promise.resolve()
  for await (const bytes of inParts(content)) {
    const row = { fileId: file.id, part, content: bytes }
    // One part is stored while the next one is made.
    await storing
    storing = inWorkspaceAtOnce(db, scope, (tx) => insertFilePart(tx, scope, row))
    // Heard when the next part comes; until then a failure waits.
    storing.catch(() => {})
    part += 1
    sizeBytes += bytes.length
  }
  await storing
  await inWorkspaceAtOnce(db, scope, (tx) => completeFile(tx, scope, { id: file.id, sizeBytes }))
  return { ...file, sizeBytes }
}

export interface OpenFile {
  readonly file: StoredFile
  readonly content: Readable
}

export async function openFile(
  { db }: { readonly db: Db },
  scope: WorkspaceScope,
  { id }: { readonly id: string },
): Promise<OpenFile> {
  const file = await inWorkspaceAtOnce(db, scope, (tx) => findFile(tx, scope, id))
  if (file === undefined) throw notFound('file', id)
  // Parts are large: one is read ahead, not sixteen.
  return { file, content: Readable.from(readParts(db, scope, file), { highWaterMark: 1 }) }
}

async function* readParts(
  db: Db,
  scope: WorkspaceScope,
  { id, sizeBytes }: StoredFile,
): AsyncGenerator<Buffer> {
  const endSmallHeap = startSmallHeap()
  let read = 0
  try {
    for (let part = 0; read < sizeBytes; part += 1) {
      const content = await inWorkspaceAtOnce(db, scope, (tx) =>
        findFilePart(tx, scope, { fileId: id, part }),
      )
      if (content === undefined) throw new Error(`part ${part} of the file ${id} is gone`)
      read += content.length
      yield content
    }
  } finally {
    endSmallHeap()
  }
}

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = []
  let size = 0
  for await (const bytes of content) {
    gathered.push(bytes)
    size += bytes.length
    if (size < PART_BYTES) continue
    yield Buffer.concat(gathered)
    gathered = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(gathered)
}
