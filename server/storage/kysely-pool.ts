import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import { beginWithNext, type Query } from './begin-with-next.ts'
import { arrayLiteral } from './array-literal.ts'
import { preparedName } from './prepared-name.ts'

/** A pg pool as Kysely uses one. */
export function kyselyPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => wrap(await pool.connect()),
    end: () => pool.end(),
  }
}

function wrap(client: pg.PoolClient): PostgresPoolClient {
  const query: Query = async (text, values) => {
    const name = preparedName(text)
    const { command, rowCount, rows } = await client.query({
      ...(name && { name }),
      text,
      values: values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value)),
    })
    return { command: command as 'SELECT', rowCount: rowCount ?? 0, rows }
  }
  // Kysely asks for cursors only where one is configured.
  return { query: beginWithNext(query), release: () => client.release() } as PostgresPoolClient
}
