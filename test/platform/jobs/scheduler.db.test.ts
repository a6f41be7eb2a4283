import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineJob } from '../../../server/platform/jobs/index.ts'
import { runSlot, type Schedule } from '../../../server/platform/jobs/scheduler.ts'
import { asSystem } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const schedule = (name: string, each: Schedule['each']): Schedule => ({
  name,
  cron: '0 * * * *',
  definition: defineJob({ name, payload: Type.Object({}) }),
  payload: {},
  each,
})

const workspacesOf = async (name: string) =>
  (
    await asSystem(database.db, (tx) =>
      tx.selectFrom('jobs').select('workspaceId').where('name', '=', name).execute(),
    )
  ).map((row) => row.workspaceId)

describe('runSlot', () => {
  it('enqueues a slot once, however many processes count it', async () => {
    const slot = new Date('2026-01-01T10:00:00Z')

    await Promise.all([1, 2, 3].map(() => runSlot(database.db, schedule('test.once', 'platform'), slot)))

    expect(await workspacesOf('test.once')).toEqual([null])
  })

  it('enqueues the next slot too', async () => {
    await runSlot(database.db, schedule('test.hourly', 'platform'), new Date('2026-01-01T10:00:00Z'))
    await runSlot(database.db, schedule('test.hourly', 'platform'), new Date('2026-01-01T11:00:00Z'))

    expect(await workspacesOf('test.hourly')).toEqual([null, null])
  })

  it('enqueues one job for each workspace', async () => {
    const ids = [(await aWorkspace(database.db)).workspaceId, (await aWorkspace(database.db)).workspaceId]

    await runSlot(database.db, schedule('test.each', 'workspace'), new Date('2026-01-01T10:00:00Z'))

    expect(new Set(await workspacesOf('test.each'))).toEqual(new Set(ids))
  })
})
