import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deleteFilesBefore, openFile, storeFile } from '../../../server/platform/files/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase
let deps: { readonly db: Db; readonly clock: typeof systemClock }
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  deps = { db: database.db, clock: systemClock }
})
afterAll(() => database.close())
beforeEach(async () => {
  scope = await aWorkspace(database.db)
})

const file = { id: 'f1', name: 'a.bin', contentType: 'application/octet-stream' }

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* breaking(): AsyncGenerator<Buffer> {
  yield randomBytes(400_000)
  throw new Error('the maker broke')
}

const read = async (id: string) => buffer((await openFile(deps, scope, { id })).content)

describe('a stored file', () => {
  it.each([0, 1, 262_144, 700_001])('of %i bytes comes back as it was', async (size) => {
    const bytes = randomBytes(size)
    const stored = await storeFile(deps, scope, { ...file, content: pieces(bytes, 10_007) })

    expect(stored).toEqual({ ...file, sizeBytes: size })
    expect((await read('f1')).equals(bytes)).toBe(true)
  })

  it('is not there before all of it is, and a second try takes the place of the first', async () => {
    await expect(storeFile(deps, scope, { ...file, content: breaking() })).rejects.toThrow('the maker broke')
    await expect(openFile(deps, scope, { id: 'f1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await storeFile(deps, scope, { ...file, content: pieces(Buffer.from('whole'), 2) })

    expect(String(await read('f1'))).toBe('whole')
  })

  it('is not shown to another workspace', async () => {
    await storeFile(deps, scope, { ...file, content: pieces(Buffer.from('mine'), 4) })
    const stranger = await aWorkspace(database.db)

    await expect(openFile(deps, stranger, { id: 'f1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('goes when it is old', async () => {
    await storeFile(deps, scope, { ...file, content: pieces(Buffer.from('old'), 3) })
    const deleted = await inWorkspace(database.db, scope, (tx) =>
      deleteFilesBefore(tx, scope, { before: new Date(Date.now() + 1000), limit: 10 }),
    )

    expect(deleted).toBe(1)
    await expect(openFile(deps, scope, { id: 'f1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
