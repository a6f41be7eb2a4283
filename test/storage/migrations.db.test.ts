import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StartError } from '../../server/shared/errors.ts'
import { asSystem, inWorkspace } from '../../server/storage/db.ts'
import { migrate, readMigrations, type OwnerSession } from '../../server/storage/migrations.ts'
import { aWorkspace } from '../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../support/test-db.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

describe('migrations', () => {
  it('force row-level security on every table with a workspace_id', async () => {
    const open = await sql<{ table: string }>`
      select c.relname as table from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and not (c.relrowsecurity and c.relforcerowsecurity)`.execute(database.db)
    const protectedTables = await sql<{ count: number }>`
      select count(*) as count from pg_class where relforcerowsecurity`.execute(database.db)

    expect(open.rows).toEqual([])
    expect(protectedTables.rows[0]?.count).toBeGreaterThan(15)
  })

  it('run the application as a role that is neither superuser nor owner', async () => {
    const role = await sql<{ name: string; super: boolean; bypass: boolean; owned: number }>`
      select current_user::text as name, rolsuper as super, rolbypassrls as bypass,
        (select count(*) from pg_class where relowner = pg_roles.oid) as owned
      from pg_roles where rolname = current_user`.execute(database.db)

    expect(role.rows).toEqual([{ name: 'switchyard_app', super: false, bypass: false, owned: 0 }])
  })
})

describe('migrate', () => {
  const session = (applied: Record<string, unknown>[]): OwnerSession => ({
    query: async (text) => ({ rows: text.startsWith('select version') ? applied : [] }),
    exec: async () => {},
  })

  it('refuses a database of a newer version in one sentence', async () => {
    const known = await readMigrations()
    const newer = { version: 9_999, name: '9999_later.sql', checksum: 'x' }

    await expect(migrate(session([newer]), known)).rejects.toThrow(/schema 9999 of a newer Switchyard/)
    await expect(migrate(session([newer]), known)).rejects.toBeInstanceOf(StartError)
  })

  it('refuses a changed migration', async () => {
    const known = await readMigrations()
    const changed = { version: 1, name: '0001_workspaces.sql', checksum: 'another' }

    await expect(migrate(session([changed]), known)).rejects.toThrow(/0001_workspaces.sql differs/)
  })

  it('rolls a failing migration back and names it', async () => {
    const statements: string[] = []
    const failing: OwnerSession = {
      query: async () => ({ rows: [] }),
      exec: async (text) => {
        statements.push(text)
        if (text === 'broken') throw new Error('syntax error')
      },
    }
    const broken = [{ version: 1, name: '0001_broken.sql', sql: 'broken', checksum: 'x' }]

    await expect(migrate(failing, broken)).rejects.toThrow('Migration 0001_broken.sql failed: syntax error')
    expect(statements.slice(-3)).toEqual(['begin', 'broken', 'rollback'])
  })
})

describe('inWorkspace', () => {
  it('sees nothing without a workspace', async () => {
    await aWorkspace(database.db)

    expect(await database.db.selectFrom('workspaces').selectAll().execute()).toEqual([])
  })

  it('does not see, change or write into another workspace, whatever the query says', async () => {
    const mine = await aWorkspace(database.db)
    const theirs = await aWorkspace(database.db)

    const seen = await inWorkspace(database.db, mine, (tx) =>
      tx.selectFrom('workspaces').select('workspaceId').execute(),
    )
    const changed = await inWorkspace(database.db, mine, (tx) =>
      tx
        .updateTable('workspaces')
        .set({ name: 'x' })
        .where('workspaceId', '=', theirs.workspaceId)
        .executeTakeFirst(),
    )
    const foreign = inWorkspace(database.db, mine, (tx) =>
      tx
        .insertInto('workspaceKeys')
        .values({ workspaceId: theirs.workspaceId, wrappedKey: Buffer.from('k') })
        .execute(),
    )

    expect(seen).toEqual([{ workspaceId: mine.workspaceId }])
    expect(Number(changed.numUpdatedRows)).toBe(0)
    await expect(foreign).rejects.toMatchObject({ code: '42501' })
  })

  it('leaves no workspace behind on the connection', async () => {
    const scope = await aWorkspace(database.db)
    await inWorkspace(database.db, scope, (tx) => tx.selectFrom('workspaces').selectAll().execute())

    expect(await database.db.selectFrom('workspaces').selectAll().execute()).toEqual([])
  })
})

describe('asSystem', () => {
  it('reads only the tables that were granted to it', async () => {
    const scope = await aWorkspace(database.db)

    const ids = await asSystem(database.db, (tx) =>
      tx.selectFrom('workspaces').select('workspaceId').execute(),
    )
    const refused = asSystem(database.db, (tx) => tx.selectFrom('records').selectAll().execute())

    expect(ids).toContainEqual({ workspaceId: scope.workspaceId })
    await expect(refused).rejects.toMatchObject({ code: '42501' })
  })
})

describe('both drivers', () => {
  it('give and take the same types', async () => {
    const at = new Date('2026-05-04T03:02:01.123Z')
    const row = await sql`
      select ${7}::bigint as big, ${Buffer.from([0, 255])}::bytea as bytes, ${at}::timestamptz as at,
        ${JSON.stringify({ a: [1, null] })}::json as doc, ${['a', 'b']}::text[] as list, true as yes, null as nothing`.execute(
      database.db,
    )

    expect(row.rows).toEqual([
      {
        big: 7,
        bytes: Buffer.from([0, 255]),
        at,
        doc: { a: [1, null] },
        list: ['a', 'b'],
        yes: true,
        nothing: null,
      },
    ])
  })

  it('carry notifications', async () => {
    const heard: string[] = []
    const unlisten = await database.listen('test_channel', (payload) => heard.push(payload))

    await sql`select pg_notify('test_channel', 'hello')`.execute(database.db)

    await expect.poll(() => heard).toEqual(['hello'])
    await unlisten()
  })
})
