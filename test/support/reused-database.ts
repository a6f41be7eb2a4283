import { sql, type KyselyPlugin, type RawBuilder } from 'kysely'
import type { DatabaseHandle } from '../../server/storage/database.ts'
import type { Db } from '../../server/storage/db.ts'
import { SET_APP_ROLE } from '../../server/storage/embedded/embedded-pool.ts'

/** Opening one takes seconds of work, emptying one a moment. */
const idle: Kept[] = []

interface Kept {
  readonly handle: DatabaseHandle
  /** Of its tables, columns, policies and roles as they were migrated. */
  readonly schema: string
}

/** An embedded database that is as good as new: one that an earlier test has closed, emptied, or one that `open` opens. */
export async function openReused(open: () => Promise<DatabaseHandle>): Promise<DatabaseHandle> {
  const kept = idle.pop() ?? (await keep(await open()))
  const { handle } = kept
  let isClosed = false
  const expectOpen = (): void => {
    if (isClosed) throw new Error('the database is closed')
  }
  // Whoever was forgotten to be stopped must not write into the next test's.
  const whileOpen: KyselyPlugin = {
    transformQuery: ({ node }) => {
      expectOpen()
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return {
    ...handle,
    db: handle.db.withPlugin(whileOpen),
    urgentDb: handle.urgentDb.withPlugin(whileOpen),
    listen: (channel, onPayload) =>
      handle.listen(channel, (payload) => {
        if (!isClosed) onPayload(payload)
      }),
    check: async () => {
      expectOpen()
      await handle.check()
    },
    close: async () => {
      if (isClosed) return
      isClosed = true
      if (await isEmptied(kept)) idle.push(kept)
      else await handle.close()
    },
  }
}

async function keep(handle: DatabaseHandle): Promise<Kept> {
  return { handle, schema: await asOwner(handle.db, readSchema) }
}

/** False: it is not the same database any more. */
async function isEmptied({ handle, schema }: Kept): Promise<boolean> {
  return asOwner(handle.db, async (db) => {
    if ((await readSchema(db)) !== schema) return false
    const used = await all<{ name: string }>(
      db,
      sql`select oid::regclass::text as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations'
          and pg_relation_size(oid) > 0`,
    )
    if (used.length > 0)
      await sql.raw(`truncate ${used.map(({ name }) => name).join()} restart identity cascade`).execute(db)
    return true
  })
}

async function asOwner<T>(db: Db, use: (db: Db) => Promise<T>): Promise<T> {
  return db.connection().execute(async (one) => {
    await sql`reset role`.execute(one)
    try {
      return await use(one)
    } finally {
      await sql.raw(SET_APP_ROLE).execute(one)
    }
  })
}

async function readSchema(db: Db): Promise<string> {
  const parts = [
    sql`select relname, relkind, relrowsecurity, relforcerowsecurity, relacl::text from pg_class
      where relnamespace = 'public'::regnamespace order by 1`,
    sql`select attrelid::regclass::text, attname, atttypid, attnotnull from pg_attribute
      join pg_class on pg_class.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0 order by 1, 2`,
    sql`select polname, polrelid::regclass::text, polroles::text, pg_get_expr(polqual, polrelid) from pg_policy order by 2, 1`,
    sql`select tgname, tgrelid::regclass::text, tgenabled from pg_trigger where not tgisinternal order by 2, 1`,
    sql`select conname, conrelid::regclass::text from pg_constraint order by 2, 1`,
    sql`select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
    sql`select rolname, rolsuper, rolbypassrls from pg_roles order by 1`,
    sql`select * from schema_migrations order by 1`,
  ]
  const found = []
  for (const part of parts) found.push(await all(db, part))
  return JSON.stringify(found)
}

async function all<T>(db: Db, query: RawBuilder<unknown>): Promise<readonly T[]> {
  return (await query.execute(db)).rows as T[]
}
