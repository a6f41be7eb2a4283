import { sql } from 'kysely'
import type { Db } from '../../storage/db.ts'

export interface ServerFacts {
  readonly version: string
  readonly versionNumber: number
  readonly encoding: string
  readonly fsync: string
  readonly synchronousCommit: string
  readonly fullPageWrites: string
}

export async function readServerFacts(db: Db): Promise<ServerFacts> {
  const result = await sql<ServerFacts>`
    select current_setting('server_version') as version,
      current_setting('server_version_num')::int as version_number,
      current_setting('server_encoding') as encoding,
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous_commit,
      current_setting('full_page_writes') as full_page_writes`.execute(db)
  return theOnly(result.rows)
}

export interface ConnectionFacts {
  /** How many this user may open here; the least of the limits of server, database and role. */
  readonly allowed: number
  readonly open: number
  /** `on` or `off`: whether the server takes back the space of deleted rows by itself. */
  readonly autovacuum: string
}

export async function readConnectionFacts(db: Db): Promise<ConnectionFacts> {
  const result = await sql<ConnectionFacts>`
    select least(
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
        nullif((select datconnlimit from pg_database where datname = current_database()), -1),
        nullif((select rolconnlimit from pg_roles where rolname = session_user), -1)
      ) as allowed,
      (select count(*)::int from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()) as open,
      current_setting('autovacuum') as autovacuum`.execute(db)
  return theOnly(result.rows)
}

export async function readDatabaseTimeMs(db: Db): Promise<number> {
  const result = await sql<{
    nowMs: number
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms`.execute(db)
  return theOnly(result.rows).nowMs
}

/** As migrations.ts writes them; none where the database is empty. */
export async function listAppliedMigrations(db: Db): Promise<Record<string, unknown>[]> {
  const found = await sql<{ found: boolean }>`
    select to_regclass('schema_migrations') is not null as found`.execute(db)
  if (!theOnly(found.rows).found) return []
  const result = await sql<Record<string, unknown>>`
    select version, name, checksum from schema_migrations order by version`.execute(db)
  return result.rows
}

export interface RoleFacts {
  readonly name: string
  readonly superuser: boolean
  readonly bypassesRls: boolean
  /** The connected user may become it. */
  readonly member: boolean
}

export async function listRoles(db: Db, names: readonly string[]): Promise<RoleFacts[]> {
  const result = await sql<RoleFacts>`
    select rolname as name, rolsuper as superuser, rolbypassrls as bypasses_rls,
      pg_has_role(current_user, oid, 'member') as member
    from pg_roles where rolname = any(${[...names]})`.execute(db)
  return result.rows
}

/** Whose rights statements have. */
export async function readCurrentUser(db: Db): Promise<string> {
  const result = await sql<{ name: string }>`select current_user as name`.execute(db)
  return theOnly(result.rows).name
}

export interface ProtectionFacts {
  readonly table: string
  readonly enabled: boolean
  readonly forced: boolean
  readonly policies: number
}

/** Every table with a workspace_id. */
export async function listProtection(db: Db): Promise<ProtectionFacts[]> {
  const result = await sql<ProtectionFacts>`
    select class.relname as table, class.relrowsecurity as enabled, class.relforcerowsecurity as forced,
      (select count(*)::int from pg_policy where polrelid = class.oid) as policies
    from pg_class class join pg_attribute attribute on attribute.attrelid = class.oid
    where class.relnamespace = current_schema()::regnamespace and class.relkind in ('r', 'p')
      and attribute.attname = 'workspace_id' and not attribute.attisdropped
    order by class.relname`.execute(db)
  return result.rows
}

/** Whether the transaction sees any row of it. */
export async function seesRows(db: Db, table: string): Promise<boolean> {
  const result = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db)
  return result.rows.length > 0
}

function theOnly<T>(rows: readonly T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error('the database answered without a row')
  return row
}
