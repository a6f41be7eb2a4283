import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inWorkspace, type Tx } from '../../server/storage/db.ts'
import { shareReads } from '../../server/storage/share-reads.ts'
import { aWorkspace } from '../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Reads the name of the workspace, and tells how often it did. */
function aRead() {
  let reads = 0
  const read = shareReads(async (tx: Tx, { workspaceId }) => {
    reads += 1
    const query = tx.selectFrom('workspaces').select('name').where('workspaceId', '=', workspaceId)
    return (await query.executeTakeFirstOrThrow()).name
  })
  return { read, reads: () => reads }
}

describe('shareReads', () => {
  it('reads once for all who ask in the same turn, each workspace its own', async () => {
    const { read, reads } = aRead()
    const [one, other] = [await aWorkspace(database.db), await aWorkspace(database.db)]
    await inWorkspace(database.db, other, (tx) =>
      tx.updateTable('workspaces').set({ name: 'Other' }).execute(),
    )

    const names = await Promise.all([one, other, one, other, one].map((scope) => read(database.db, scope)))

    expect(names).toEqual(['Acme', 'Other', 'Acme', 'Other', 'Acme'])
    expect(reads()).toBe(2)
  })

  it('gives nobody what was before his question, while an older read is under way too', async () => {
    const { read } = aRead()
    const scope = await aWorkspace(database.db)
    for (let round = 0; round < 50; round += 1) {
      const before = read(database.db, scope)
      await new Promise((resolve) => setImmediate(resolve))
      const name = `name ${round}`
      await inWorkspace(database.db, scope, (tx) => tx.updateTable('workspaces').set({ name }).execute())

      expect(await read(database.db, scope)).toBe(name)
      await before
    }
  })

  it('tells all who asked of a failure, and reads again for the next', async () => {
    const { read } = aRead()
    const scope = await aWorkspace(database.db)
    const gone = { workspaceId: 'of-nobody' }

    const asked = await Promise.allSettled([gone, gone].map((one) => read(database.db, one)))

    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await read(database.db, scope)).toBe('Acme')
    await expect(read(database.db, gone)).rejects.toThrow('no result')
  })
})
