import type { PostgresQueryResult } from 'kysely'

export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<PostgresQueryResult<Record<string, unknown>>>

/** Between the beginning of a transaction and its end, where both are known before what comes between them. */
export const AROUND_NEXT = ' /* around the next */ '
/** Says that nobody waits for the result of the statement that follows. */
export const ALONG_WITH_NEXT = '/* along with the next */'
/** Fails where a transaction should have ended with its first statement and has not. */
export const HAS_ENDED = '/* has ended */'

function nothing(): Awaited<ReturnType<Query>> {
  return { command: 'SELECT', rowCount: 0, rows: [] }
}

/**
 * Sends the beginning of a transaction (see db.ts), and statements whose result nobody waits for, together with the first that somebody
 * waits for, and where AROUND_NEXT says so the end too: fewer waits for each of thousands of small ones. The first of them to fail is the
 * failure that is thrown; what comes after the end is refused. A rollback has nothing to do after the end,
 * nor before anything was sent.
 */
export function beginWithNext(query: Query): Query {
  /** What is sent with the next statement, not before: all of it is one piece on its way. */
  let held: (() => ReturnType<Query>)[] = []
  let end: string | undefined
  let isNextAlong = false
  let hasBegun = false
  let hasEnded = false

  function holdBack(text: string, values: readonly unknown[]): Awaited<ReturnType<Query>> {
    held.push(() => query(text, values))
    return nothing()
  }

  function begin(text: string, values: readonly unknown[]): Awaited<ReturnType<Query>> {
    const [beginning = '', atEnd] = text.split(AROUND_NEXT)
    end = atEnd
    held = []
    hasBegun = false
    hasEnded = false
    return holdBack(beginning, values)
  }

  async function rollBack(text: string): ReturnType<Query> {
    held = []
    isNextAlong = false
    return hasEnded || !hasBegun ? nothing() : query(text, [])
  }

  async function send(text: string, values: readonly unknown[]): ReturnType<Query> {
    if (hasEnded) throw new Error('this transaction has ended')
    if (isNextAlong) {
      isNextAlong = false
      return holdBack(text, values)
    }
    const before = held.map((sendHeld) => sendHeld())
    held = []
    hasBegun = true
    // Whether it succeeds or not: what comes after it on the connection may be somebody else's.
    hasEnded = end !== undefined || text.startsWith('commit')
    const statement = query(text, values)
    const after = end === undefined ? [] : [query(end, [])]
    await Promise.all([...before, statement, ...after])
    return statement
  }

  return async (text, values) => {
    if (text.startsWith('begin;')) return begin(text, values)
    if (text === 'rollback') return rollBack(text)
    if (text === ALONG_WITH_NEXT) {
      isNextAlong = true
      return nothing()
    }
    if (text !== HAS_ENDED) return send(text, values)
    if (hasEnded) return nothing()
    throw new Error('this transaction has no statement that somebody waits for')
  }
}
