import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'

interface Column {
  tableName: string
  columnName: string
  dataType: string
}

const VALUES: Readonly<Record<string, string>> = {
  integer: '1',
  smallint: '1',
  bigint: '1',
  'double precision': '1',
  boolean: 'false',
  ARRAY: `'{}'`,
  bytea: `'\\x00'`,
  json: `'{}'`,
  jsonb: `'{}'`,
  'timestamp with time zone': 'now()',
}

/** Every table that holds rows of workspaces, asked of the database itself. */
export async function workspaceTables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ tableName: string }>`
    select table_name from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id' order by table_name`.execute(db)
  return rows.map((row) => row.tableName)
}

export async function countRows(db: Db, scope: WorkspaceScope): Promise<Record<string, number>> {
  const tables = await workspaceTables(db)
  return inWorkspace(db, scope, async (tx) => {
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from ${sql.raw(table)} where workspace_id = ${scope.workspaceId}`.execute(
        tx,
      )
      counts[table] = rows[0]?.count ?? 0
    }
    return counts
  })
}

/** Puts a row into every table of the workspace that has none; tables that hang on others come in a later round. */
export async function fillWorkspace(db: Db, scope: WorkspaceScope): Promise<void> {
  const { rows: columns } = await sql<Column>`
    select table_name, column_name, data_type from information_schema.columns
    where table_schema = 'public' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`.execute(
    db,
  )
  const { rows: checks } = await sql<{ tableName: string; definition: string }>`
    select conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'c'`.execute(db)
  const value = (column: Column): string => {
    const check = checks.find(
      (row) => row.tableName === column.tableName && row.definition.includes(`(${column.columnName} `),
    )
    const text = column.dataType === 'text' ? `'${scope.workspaceId}'` : 'null'
    return /'[^']+'/.exec(check?.definition ?? '')?.[0] ?? VALUES[column.dataType] ?? text
  }
  let empty = await emptyTables(db, scope)
  for (let round = 0; round < 4 && empty.length > 0; round += 1) {
    for (const table of empty) {
      const own = [
        ...columns.filter((column) => column.tableName === table && column.columnName !== 'workspace_id'),
        { tableName: table, columnName: 'workspace_id', dataType: 'text' },
      ]
      const names = own.map((column) => column.columnName).join(', ')
      await inWorkspace(db, scope, (tx) =>
        sql.raw(`insert into ${table} (${names}) values (${own.map(value).join(', ')})`).execute(tx),
      ).catch((error: unknown) => {
        // A foreign key whose row comes later in the round.
        if ((error as { code?: string }).code !== '23503') throw error
      })
    }
    empty = await emptyTables(db, scope)
  }
}

async function emptyTables(db: Db, scope: WorkspaceScope): Promise<string[]> {
  return Object.entries(await countRows(db, scope))
    .filter(([, count]) => count === 0)
    .map(([table]) => table)
}
