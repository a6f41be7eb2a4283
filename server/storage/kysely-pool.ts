import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { beginWithNext, type Query } from './begin-with-next.ts'

const MARK = /^\/\* prepared ([\w-]+) \*\//

/**
 * A pg pool as Kysely uses one. A statement that begins with the comment `prepared NAME` is parsed and planned once per connection: for
 * inserts that run hundreds of times a second. Not for joins, whose plan would stay that of empty tables. The text behind a name never
 * varies.
 */
export function kyselyPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    connect: async () => {
      const client = await pool.connect()
      const wrapped = known.get(client) ?? wrap(client)
      known.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
  }
}

function wrap(client: pg.PoolClient): PostgresPoolClient {
  const query: Query = async (text, values) => {
    const name = MARK.exec(text)?.[1]
    const { command, rowCount, rows } = await client.query({
      ...(name && { name }),
      text,
      values: [...values],
    })
    return { command: command as 'SELECT', rowCount: rowCount ?? 0, rows }
  }
  // Kysely asks for cursors only where one is configured.
  return { query: beginWithNext(query), release: () => client.release() } as PostgresPoolClient
}
