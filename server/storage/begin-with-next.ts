import type { PostgresQueryResult } from 'kysely'

export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<PostgresQueryResult<Record<string, unknown>>>

/** Between the beginning of a transaction and its end, where both are known before what comes between them. */
export const AROUND_NEXT = ' /* around the next */ '
/** Says that nobody waits for the result of the statement that follows. */
export const ALONG_WITH_NEXT = '/* along with the next */'

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const

/**
 * Sends the beginning of a transaction (see db.ts), and statements whose result nobody waits for, together with the first that somebody
 * waits for, and where AROUND_NEXT says so the end too: fewer waits for each of thousands of small ones. The first of them to fail is the
 * failure that is thrown; what comes after the end is refused.
 */
export function beginWithNext(query: Query): Query {
  let sent: ReturnType<Query>[] = []
  let end: string | undefined
  let isNextAlong = false
  let hasEnded = false

  function sendAlong(text: string, values: readonly unknown[]): PostgresQueryResult<Record<string, unknown>> {
    const statement = query(text, values)
    // Told with the statement that follows; until then nobody else is there to hear it.
    statement.catch(() => {})
    sent.push(statement)
    return { ...NOTHING, rows: [] }
  }

  return async (text, values) => {
    if (text.startsWith('begin;')) {
      const [begin = '', atEnd] = text.split(AROUND_NEXT)
      end = atEnd
      sent = []
      hasEnded = false
      return sendAlong(begin, values)
    }
    if (hasEnded) throw new Error('this transaction ended with its first statement')
    if (text === ALONG_WITH_NEXT) {
      isNextAlong = true
      return { ...NOTHING, rows: [] }
    }
    if (isNextAlong) {
      isNextAlong = false
      return sendAlong(text, values)
    }
    const before = sent
    sent = []
    hasEnded = end !== undefined
    const statement = query(text, values)
    const after = end === undefined ? [] : [query(end, [])]
    await Promise.all([...before, statement, ...after])
    return statement
  }
}
