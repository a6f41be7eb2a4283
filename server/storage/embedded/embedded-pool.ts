import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { DatabaseLoad } from '../database.ts'
import type { WorkerClient } from './worker-client.ts'

/** A pg pool of one connection, as far as Kysely uses one: callers take turns, so a transaction is never entered by another. */
interface EmbeddedPool extends PostgresPool {
  load(): DatabaseLoad
}

export function createEmbeddedPool(client: WorkerClient): EmbeddedPool {
  const queue: (() => void)[] = []
  let busy = false

  function release(): void {
    const next = queue.shift()
    if (next) next()
    else busy = false
  }

  async function connect(): Promise<PostgresPoolClient> {
    if (busy) await new Promise<void>((resolve) => queue.push(resolve))
    busy = true
    return { query, release } as PostgresPoolClient
  }

  async function query(
    text: string,
    values: readonly unknown[],
  ): Promise<PostgresQueryResult<Record<string, unknown>>> {
    // Several statements at once go the simple way, as pg sends them; they have no values.
    const result = await client.request(text.startsWith('begin;') ? 'exec' : 'query', text, values)
    return { command: commandOf(text), rowCount: result.affectedRows, rows: result.rows }
  }

  return {
    connect,
    end: async () => {},
    load: () => ({ size: 1, inUse: busy ? 1 : 0, idle: busy ? 0 : 1, waiting: queue.length }),
  }
}

/** Kysely reads the command only to know whether rowCount counts changed rows. */
function commandOf(text: string): PostgresQueryResult<unknown>['command'] {
  const word = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase()
  if (word === 'insert') return 'INSERT'
  if (word === 'delete') return 'DELETE'
  return word === 'select' ? 'SELECT' : 'UPDATE'
}
