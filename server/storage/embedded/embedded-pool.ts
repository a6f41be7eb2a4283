import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import type { DatabaseLoad } from '../database.ts'
import { beginWithNext, type Query } from '../begin-with-next.ts'
import { parameterOf } from './parameter-of.ts'
import type { EmbeddedRequest } from './protocol.ts'
import type { WorkerClient } from './worker-client.ts'

/** A pg pool of one connection, as far as Kysely uses one: callers take turns, so a transaction is never entered by another. */
export interface EmbeddedPool extends PostgresPool {
  /** The same, and its callers have their turn before all others that wait. */
  readonly urgent: PostgresPool
  /** One statement of the database's owner, alone in its turn: nobody else's runs as the owner. */
  asOwner(text: string): Promise<void>
  /** In its turn too, so that it is no part of anybody's transaction. */
  request(kind: EmbeddedRequest['kind'], text: string): Promise<void>
  load(): DatabaseLoad
}

/** What everybody works as: row-level security holds for this role. */
export const SET_APP_ROLE = 'set role switchyard_app'

interface Turns {
  /** Whoever is urgent comes before all others that wait. */
  readonly take: (isUrgent?: boolean) => Promise<void>
  readonly release: () => void
  readonly load: () => DatabaseLoad
}

function createTurns(): Turns {
  const urgent: (() => void)[] = []
  const others: (() => void)[] = []
  let busy = false
  return {
    take: async (isUrgent = false) => {
      if (busy) await new Promise<void>((resolve) => (isUrgent ? urgent : others).push(resolve))
      busy = true
    },
    release: () => {
      const next = urgent.shift() ?? others.shift()
      if (next) next()
      else busy = false
    },
    load: () => ({
      size: 1,
      inUse: busy ? 1 : 0,
      idle: busy ? 0 : 1,
      waiting: urgent.length + others.length,
    }),
  }
}

export function createEmbeddedPool(client: WorkerClient): EmbeddedPool {
  const turns = createTurns()

  async function connect(isUrgent: boolean): Promise<PostgresPoolClient> {
    await turns.take(isUrgent)
    let isMine = true
    const giveTurn = (): void => {
      if (isMine) turns.release()
      isMine = false
    }
    const queryInTurn: Query = (text, values) => {
      const result = query(text, values)
      // What others send now is behind it; they need not wait for its answer.
      if (isEnd(text)) giveTurn()
      return result
    }
    return { query: beginWithNext(queryInTurn), release: giveTurn } as PostgresPoolClient
  }

  async function request(kind: EmbeddedRequest['kind'], text: string): Promise<void> {
    await turns.take()
    try {
      await client.request(kind, text)
    } finally {
      turns.release()
    }
  }

  async function asOwner(text: string): Promise<void> {
    await turns.take()
    try {
      await client.request('exec', 'reset role')
      await client.request('exec', text)
    } finally {
      // Only a database that has died refuses this, and then it answers nobody any more.
      await client.request('exec', SET_APP_ROLE).finally(turns.release)
    }
  }

  const query: Query = async (text, values) => {
    // Several statements at once go the simple way, as pg sends them; they have no values.
    const result = isSeveral(text)
      ? await client.request('exec', text)
      : await client.request('query', text, values.map(parameterOf))
    return { command: commandOf(text), rowCount: result.affectedRows, rows: result.rows }
  }

  return {
    connect: () => connect(false),
    urgent: { connect: () => connect(true), end },
    request,
    asOwner,
    end,
    load: turns.load,
  }
}

async function end(): Promise<void> {}

function isEnd(text: string): boolean {
  return text === 'rollback' || text === 'commit' || text.startsWith('commit;')
}

/** How transactions begin and end; see storage/db.ts. */
function isSeveral(text: string): boolean {
  return text.startsWith('begin;') || text.startsWith('commit;')
}

/** Kysely reads the command only to know whether rowCount counts changed rows. */
function commandOf(text: string): PostgresQueryResult<unknown>['command'] {
  const word = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase()
  if (word === 'insert') return 'INSERT'
  if (word === 'delete') return 'DELETE'
  return word === 'select' ? 'SELECT' : 'UPDATE'
}
