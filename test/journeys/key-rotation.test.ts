import { randomBytes } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { databaseServers, databasesOfRun } from './support/databases.ts'
import { operatedServers, type OperatedServers } from './support/operated-server.ts'

let operated: OperatedServers

beforeAll(ensureBuilt, 120_000)
beforeEach(async () => {
  operated = await operatedServers()
})
afterEach(() => operated.stop())

const newKey = (): string => randomBytes(32).toString('base64')

describe.each(databasesOfRun())('a new key on $name', ({ make }) => {
  it('takes the place of the old one, which opens nothing any more', async () => {
    const database = await make()
    const [oldKey, key] = [newKey(), newKey()]
    const startWith = async (keys: string) => {
      const server = await operated.server({ ...database.env, ENCRYPTION_KEY: keys })
      server.launch()
      return server
    }
    const first = await startWith(oldKey)
    await first.untilReady()
    await operated.sandbox.install({ baseUrl: first.baseUrl })
    await first.stop()

    const both = await startWith(`${key},${oldKey}`)
    await both.untilReady()
    await operated.expectSealedTokenOpens(both)
    await both.stop()

    const onlyNew = await startWith(key)
    await onlyNew.untilReady()
    await operated.expectSealedTokenOpens(onlyNew)
    await onlyNew.stop()

    const onlyOld = await startWith(oldKey)
    expect((await onlyOld.ended()).stderr).toMatch(/ENCRYPTION_KEY does not fit this database/)
    await database.drop()
  }, 120_000)
})

for (const { name, make } of databaseServers())
  describe(`a new key on two processes of one ${name}`, () => {
    it('comes in without a moment in which one of them cannot open a secret', async () => {
      const database = await make()
      const [oldKey, key] = [newKey(), newKey()]
      const startWith = async (keys: string) => {
        const server = await operated.server({ ...database.env, ENCRYPTION_KEY: keys })
        await server.start()
        return server
      }
      let one = await startWith(oldKey)
      let two = await startWith(oldKey)
      await operated.sandbox.install({ baseUrl: one.baseUrl })

      for (const keys of [`${oldKey},${key}`, `${key},${oldKey}`, key]) {
        await one.stop()
        one = await startWith(keys)
        await operated.expectSealedTokenOpens(one)
        await operated.expectSealedTokenOpens(two)
        await two.stop()
        two = await startWith(keys)
        await operated.expectSealedTokenOpens(two)
      }

      await Promise.all([one.stop(), two.stop()])
      await database.drop()
    }, 180_000)
  })
