import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  alongWithNext,
  asQueue,
  asSystem,
  inWorkspace,
  inWorkspaceAtOnce,
  inWorkspaceTogether,
  notifyAfterCommit,
  type Tx,
} from '../../server/storage/db.ts'
import type { WorkspaceScope } from '../../server/shared/scope.ts'
import { aWorkspace } from '../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('notifyAfterCommit', () => {
  it('notifies once when the transaction has committed, and never when it has not', async () => {
    const scope = await aWorkspace(database.db)
    const heard: string[] = []
    await database.listen('switchyard_test', (payload) => heard.push(payload))

    const failed = inWorkspace(database.db, scope, async (tx) => {
      notifyAfterCommit(tx, 'switchyard_test')
      throw new Error('changed my mind')
    })
    await expect(failed).rejects.toThrow('changed my mind')
    await inWorkspace(database.db, scope, async (tx) => {
      notifyAfterCommit(tx, 'switchyard_test')
      notifyAfterCommit(tx, 'switchyard_test')
    })
    await sql`select pg_notify('switchyard_test', 'last')`.execute(database.db)

    await expect.poll(() => heard).toEqual(['', 'last'])
  })

  it('tells of transactions that come close together a few times only, and the last time after the last of them', async () => {
    const scope = await aWorkspace(database.db)
    let began = 0
    const heardAfter: number[] = []
    await database.listen('switchyard_many', () => heardAfter.push(began))
    const inOne = async (index: number) => {
      began += 1
      if (index % 2 === 0)
        await inWorkspaceAtOnce(database.db, { ...scope, notify: 'switchyard_many' }, (tx) =>
          sql`select 1`.execute(tx),
        )
      else await inWorkspace(database.db, scope, async (tx) => notifyAfterCommit(tx, 'switchyard_many'))
    }

    const startedMs = performance.now()
    for (let index = 0; index < 200; index += 1) await inOne(index)
    const tookMs = performance.now() - startedMs

    await expect.poll(() => heardAfter.at(-1)).toBe(200)
    expect(heardAfter.length).toBeLessThanOrEqual(tookMs / 20 + 3)
  })
})

describe('a transaction', () => {
  it('is undone as a whole when a statement fails, and its connection is fit for the next', async () => {
    const scope = await aWorkspace(database.db)

    const failed = inWorkspace(database.db, scope, async (tx) => {
      await sql`update workspaces set name = 'changed'`.execute(tx)
      await sql`select 1 / 0`.execute(tx)
    })

    await expect(failed).rejects.toMatchObject({ code: '22012' })
    const names = await inWorkspace(database.db, scope, (tx) =>
      tx.selectFrom('workspaces').select('name').execute(),
    )
    expect(names).toHaveLength(1)
    expect(names[0]?.name).not.toBe('changed')
  })

  it('leaves neither role nor settings behind', async () => {
    const scope = await aWorkspace(database.db)
    const settings = async (tx = database.db) => {
      const { rows } = await sql`select current_user::text as role,
        current_setting('synchronous_commit') as flush, current_setting('enable_seqscan') as scans,
        coalesce(current_setting('app.workspace_id', true), '') as workspace`.execute(tx)
      return rows[0]
    }

    const inside = await asQueue(database.db, settings)
    await inWorkspace(database.db, scope, settings)
    await asSystem(database.db, settings)

    expect(inside).toMatchObject({ role: 'switchyard_system', flush: 'off', scans: 'off' })
    for (let connection = 0; connection < 5; connection += 1)
      expect(await settings()).toEqual({ role: 'switchyard_app', flush: 'on', scans: 'on', workspace: '' })
  })
})

describe('inWorkspaceAtOnce', () => {
  it('stores what its statement changes, in its workspace only, and notifies', async () => {
    const scope = await aWorkspace(database.db)
    const other = await aWorkspace(database.db)
    const heard: string[] = []
    await database.listen('switchyard_once', () => heard.push('notified'))

    const changed = await inWorkspaceAtOnce(database.db, { ...scope, notify: 'switchyard_once' }, (tx) =>
      sql`update workspaces set name = 'changed at once'`.execute(tx),
    )

    expect(changed.numAffectedRows).toBe(1n)
    await expect.poll(() => heard).toEqual(['notified'])
    expect(await nameOf(scope)).toBe('changed at once')
    expect(await nameOf(other)).not.toBe('changed at once')
  })

  it('undoes a statement that fails, and its connection is fit for the next', async () => {
    const scope = await aWorkspace(database.db)
    const failed = inWorkspaceAtOnce(database.db, scope, (tx) =>
      sql`with changed as (update workspaces set name = 'changed' returning 1) select 1 / 0 from changed`.execute(
        tx,
      ),
    )

    await expect(failed).rejects.toMatchObject({ code: '22012' })
    expect(await nameOf(scope)).not.toBe('changed')
  })

  it('leaves nothing open when it ends without a statement that somebody waits for', async () => {
    const scope = await aWorkspace(database.db)
    const fails = [
      inWorkspaceAtOnce(database.db, scope, async () => {
        throw new Error('changed my mind')
      }),
      inWorkspaceAtOnce(database.db, scope, (tx) =>
        alongWithNext(tx, () => sql`update workspaces set name = 'changed'`.execute(tx)),
      ),
    ]

    expect((await Promise.allSettled(fails)).map((end) => String('reason' in end && end.reason))).toEqual([
      'Error: changed my mind',
      'Error: this transaction has no statement that somebody waits for',
    ])
    const open = await sql<{ workspace: string }>`
      select coalesce(current_setting('app.workspace_id', true), '') as workspace`.execute(database.db)
    expect(open.rows).toEqual([{ workspace: '' }])
    expect(await nameOf(scope)).not.toBe('changed')
  })

  it('fails with a statement that goes along and fails', async () => {
    const scope = await aWorkspace(database.db)
    const failed = inWorkspaceAtOnce(database.db, scope, async (tx) => {
      await alongWithNext(tx, () => sql`select 1 / 0`.execute(tx))
      return sql`update workspaces set name = 'changed'`.execute(tx)
    })
    const failedAtCommit = inWorkspace(database.db, scope, (tx) =>
      alongWithNext(tx, () => sql`select 1 / 0`.execute(tx)),
    )

    await expect(failed).rejects.toMatchObject({ code: '22012' })
    await expect(failedAtCommit).rejects.toMatchObject({ code: '22012' })
    expect(await nameOf(scope)).not.toBe('changed')
  })

  it('refuses a second statement', async () => {
    const scope = await aWorkspace(database.db)
    const two = inWorkspaceAtOnce(database.db, scope, async (tx) => {
      await sql`select 1`.execute(tx)
      await sql`select 2`.execute(tx)
    })

    await expect(two).rejects.toThrow('has ended')
    expect(await nameOf(scope)).toBeTypeOf('string')
  })
})

describe('inWorkspaceTogether', () => {
  it('carries out its statements in the order in which they were sent, in its workspace only', async () => {
    const scope = await aWorkspace(database.db)
    const other = await aWorkspace(database.db)

    const [, seen, , changed] = await inWorkspaceTogether(database.db, scope, (tx) =>
      Promise.all([
        rename(tx, 'first'),
        tx.selectFrom('workspaces').select('name').execute(),
        rename(tx, 'second'),
        rename(tx, 'third'),
      ]),
    )

    expect(seen).toEqual([{ name: 'first' }])
    expect(changed.numAffectedRows).toBe(1n)
    expect(await nameOf(scope)).toBe('third')
    expect(await nameOf(other)).not.toBe('third')
  })

  it('undoes all of them when one fails, and its connection is fit for the next', async () => {
    const scope = await aWorkspace(database.db)
    const failed = inWorkspaceTogether(database.db, scope, async (tx) => {
      const sent = [rename(tx, 'before'), sql`select 1 / 0`.execute(tx), rename(tx, 'after')]
      await Promise.allSettled(sent)
      await Promise.all(sent)
    })

    await expect(failed).rejects.toMatchObject({ code: '22012' })
    expect(await nameOf(scope)).toBe('Acme')
  })
})

describe('an end that fails', () => {
  it('undoes its own transaction, and not the one that was sent behind it', async () => {
    const scope = await aWorkspace(database.db)
    const failed = inWorkspace(database.db, scope, async (tx) => {
      await sql`create temp table twice (id int unique deferrable initially deferred) on commit drop`.execute(
        tx,
      )
      await sql`insert into twice values (1), (1)`.execute(tx)
    })
    const others = ['one', 'two', 'three'].map((name) =>
      inWorkspace(database.db, scope, async (tx) => {
        await rename(tx, name)
        return tx.selectFrom('workspaces').select('name').execute()
      }),
    )

    await expect(failed).rejects.toMatchObject({ code: '23505' })
    expect(await Promise.all(others)).toEqual([[{ name: 'one' }], [{ name: 'two' }], [{ name: 'three' }]])
    expect(['one', 'two', 'three']).toContain(await nameOf(scope))
  })
})

const rename = (tx: Tx, name: string) => sql`update workspaces set name = ${name}`.execute(tx)

async function nameOf(scope: WorkspaceScope): Promise<string | undefined> {
  const rows = await inWorkspaceAtOnce(database.db, scope, (tx) =>
    tx.selectFrom('workspaces').select('name').execute(),
  )
  return rows[0]?.name
}
