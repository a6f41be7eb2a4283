import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WorkspaceScope } from '../../server/shared/scope.ts'
import { inWorkspace } from '../../server/storage/db.ts'
import { fillWorkspace, workspaceTables } from '../platform/addon/workspace-rows.ts'
import { aWorkspace } from '../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../support/test-db.ts'
import { setRowSecurity } from './support/row-security.ts'
import { rowsOf } from './support/rows.ts'

let database: TestDatabase
let mine: WorkspaceScope
let theirs: WorkspaceScope
let tables: readonly string[]

beforeAll(async () => {
  database = await openTestDatabase()
  ;[mine, theirs] = [await aWorkspace(database.db), await aWorkspace(database.db)]
  for (const scope of [mine, theirs]) await fillWorkspace(database.db, scope)
  tables = await workspaceTables(database.db)
})
afterAll(() => database.close())

/** Runs as my workspace; returns how many rows it touched or the database's refusal. */
async function attack(statement: string): Promise<number | string> {
  try {
    const result = await inWorkspace(database.db, mine, (tx) => sql.raw(statement).execute(tx))
    return Number(result.numAffectedRows ?? result.rows.length)
  } catch (error) {
    return String((error as { code?: unknown }).code)
  }
}

/** What every table answers to the statement. */
async function onEveryTable(statementFor: (table: string) => string | Promise<string>) {
  const answers: Record<string, number | string> = {}
  for (const table of tables) answers[table] = await attack(await statementFor(table))
  return answers
}

const everywhere = (answer: number | string) => Object.fromEntries(tables.map((table) => [table, answer]))

async function columnsOf(table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select column_name as name from information_schema.columns
    where table_name = ${table} and is_identity = 'NO' and is_generated = 'NEVER'`.execute(database.db)
  return rows.map(({ name }) => name)
}

// 42501: insufficient privilege, which is also what a row-level policy says.
describe('a workspace that names no workspace in its statements', () => {
  it('stands beside one with a row in every table', async () => {
    const rows = await rowsOf(database.db, theirs)

    expect(tables.length).toBeGreaterThan(15)
    expect(Object.values(rows).filter((mark) => mark.startsWith('0 '))).toEqual([])
  })

  it('sees its own rows only', async () => {
    expect(await onEveryTable((table) => `select * from ${table}`)).toEqual(everywhere(1))
  })

  it('changes its own rows only', async () => {
    const before = await rowsOf(database.db, theirs)

    expect(await onEveryTable((table) => `update ${table} set workspace_id = workspace_id`)).toEqual({
      ...everywhere(1),
      // Nobody changes what the log holds.
      audit_entries: '42501',
    })
    expect(await rowsOf(database.db, theirs)).toEqual(before)
  })

  it('cannot give its rows to another one', async () => {
    const { workspaceId } = theirs

    expect(await onEveryTable((table) => `update ${table} set workspace_id = '${workspaceId}'`)).toEqual(
      everywhere('42501'),
    )
  })

  it('cannot put a row into another one', async () => {
    const copied = async (table: string): Promise<string> => {
      const columns = await columnsOf(table)
      const values = columns.map((column) => (column === 'workspace_id' ? `'${theirs.workspaceId}'` : column))
      return `insert into ${table} (${columns.join()}) select ${values.join()} from ${table}`
    }

    expect(await onEveryTable(copied)).toEqual(everywhere('42501'))
  })

  it('cannot empty a table', async () => {
    expect(await onEveryTable((table) => `truncate ${table} cascade`)).toEqual(everywhere('42501'))
  })

  it('would be caught if one table were not protected', async () => {
    await setRowSecurity(database.db, 'records', false)
    const seen = await onEveryTable((table) => `select * from ${table}`)
    await setRowSecurity(database.db, 'records', true)

    expect(seen).toEqual({ ...everywhere(1), records: 2 })
  })

  it('deletes its own rows only', async () => {
    const before = await rowsOf(database.db, theirs)

    await onEveryTable((table) => `delete from ${table}`)

    expect(Object.values(await rowsOf(database.db, mine)).every((mark) => mark.startsWith('0 '))).toBe(true)
    expect(await rowsOf(database.db, theirs)).toEqual(before)
  })
})

describe('the role that looks across workspaces', () => {
  it('was given these rights, and no others', async () => {
    const { rows } = await sql<{ right: string }>`
      select name || ': ' || string_agg(lower(privilege_type), ', ' order by privilege_type) as right
      from (
        select relname::text as name, relnamespace, (aclexplode(relacl)).* from pg_class
        union all
        select relname || '.' || attname, relnamespace, (aclexplode(attacl)).* from pg_class join pg_attribute on attrelid = pg_class.oid
      ) granted
      where grantee = 'switchyard_system'::regrole and relnamespace = 'public'::regnamespace
      group by name order by name`.execute(database.db)

    expect(rows.map(({ right }) => right)).toEqual([
      'connections.connector: select',
      'connections.id: select',
      'connections.workspace_id: select',
      'installations: select',
      'jobs: delete, insert, select, update',
      'openapi_documents: delete, insert, select, update',
      'outbox_mails.status: select',
      'platform_facts: delete, insert, select, update',
      'schedule_slots: delete, insert, select',
      'workspace_keys: select, update',
      'workspaces: select',
    ])
  })
})
