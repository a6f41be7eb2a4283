import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  checkKeys,
  createVault,
  deleteWrappedKey,
  type KeyRing,
} from '../../../server/platform/secrets/index.ts'
import { asSystem, inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase
const first: KeyRing = ringOf(randomBytes(32))

function ringOf(...all: [Buffer, ...Buffer[]]): KeyRing {
  return { newest: all[0], all }
}

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  await asSystem(database.db, (tx) => tx.deleteFrom('platformFacts').execute())
})
afterAll(() => database.close())

describe('vault', () => {
  it('opens for the workspace and purpose that it was sealed for, and no other', async () => {
    const vault = createVault(first)
    const mine = await aWorkspace(database.db)
    const theirs = await aWorkspace(database.db)
    const sealed = await inWorkspace(database.db, mine, (tx) =>
      vault.seal(tx, mine, { purpose: 'token', text: 's3cret' }),
    )
    await inWorkspace(database.db, theirs, (tx) => vault.seal(tx, theirs, { purpose: 'token', text: 'x' }))

    const opened = await inWorkspace(database.db, mine, (tx) =>
      vault.open(tx, mine, { purpose: 'token', sealed }),
    )
    const elsewhere = inWorkspace(database.db, theirs, (tx) =>
      vault.open(tx, theirs, { purpose: 'token', sealed }),
    )
    const otherwise = inWorkspace(database.db, mine, (tx) =>
      vault.open(tx, mine, { purpose: 'mail', sealed }),
    )

    expect(opened).toBe('s3cret')
    expect(sealed.includes('s3cret')).toBe(false)
    await expect(elsewhere).rejects.toThrow()
    await expect(otherwise).rejects.toThrow()
  })

  it('says what to do once the key is destroyed', async () => {
    const vault = createVault(first)
    const scope = await aWorkspace(database.db)
    const sealed = await inWorkspace(database.db, scope, (tx) =>
      vault.seal(tx, scope, { purpose: 'token', text: 'x' }),
    )
    await inWorkspace(database.db, scope, (tx) => deleteWrappedKey(tx, scope))

    const opened = inWorkspace(database.db, scope, (tx) =>
      vault.open(tx, scope, { purpose: 'token', sealed }),
    )

    await expect(opened).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('uses one data key when two transactions make it at once', async () => {
    const vault = createVault(first)
    const scope = await aWorkspace(database.db)
    const seal = (text: string) =>
      inWorkspace(database.db, scope, (tx) => vault.seal(tx, scope, { purpose: 'token', text }))

    const sealed = await Promise.all([seal('a'), seal('b'), seal('c')])
    const opened = await inWorkspace(database.db, scope, async (tx) => [
      await vault.open(tx, scope, { purpose: 'token', sealed: sealed[0] }),
      await vault.open(tx, scope, { purpose: 'token', sealed: sealed[1] }),
      await vault.open(tx, scope, { purpose: 'token', sealed: sealed[2] }),
    ])

    expect(opened).toEqual(['a', 'b', 'c'])
  })
})

describe('checkKeys', () => {
  it('refuses to start with a key that does not fit', async () => {
    await checkKeys(database.db, first)

    await expect(checkKeys(database.db, ringOf(randomBytes(32)))).rejects.toThrow(
      'ENCRYPTION_KEY does not fit this database',
    )
    await expect(checkKeys(database.db, first)).resolves.toBe(0)
  })

  it('wraps every data key with a new newest key, after which the old one is not needed', async () => {
    const isolated = await openTestDatabase()
    await checkKeys(isolated.db, first)
    const scope = await aWorkspace(isolated.db)
    const sealed = await inWorkspace(isolated.db, scope, (tx) =>
      createVault(first).seal(tx, scope, { purpose: 'token', text: 'kept' }),
    )
    const newest = randomBytes(32)

    const wrapped = await checkKeys(isolated.db, ringOf(newest, first.newest))
    const again = await checkKeys(isolated.db, ringOf(newest))
    const opened = await inWorkspace(isolated.db, scope, (tx) =>
      createVault(ringOf(newest)).open(tx, scope, { purpose: 'token', sealed }),
    )
    await isolated.close()

    expect([wrapped, again, opened]).toEqual([1, 0, 'kept'])
  })
})
