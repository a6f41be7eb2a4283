import type { PostgresQueryResult } from 'kysely'

export type Query = (
  text: string,
  values: readonly unknown[],
) => Promise<PostgresQueryResult<Record<string, unknown>>>

/** Between the beginning of a transaction and its end, where both are known before its only statement is. */
export const AROUND_NEXT = ' /* around the next */ '

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const

/**
 * Sends the beginning of a transaction (see db.ts) together with its first statement, and where AROUND_NEXT says so its end too: one wait
 * or two less for each of thousands of small ones. Where the beginning fails, the statement does too, and the beginning's failure is the
 * one that is thrown; what comes after the end is refused.
 */
export function beginWithNext(query: Query): Query {
  let begun: { readonly beginning: ReturnType<Query>; readonly end: string | undefined } | undefined
  let hasEnded = false
  return async (text, values) => {
    if (text.startsWith('begin;')) {
      const [begin = '', end] = text.split(AROUND_NEXT)
      begun = { beginning: query(begin, values), end }
      hasEnded = false
      // Told with the statement that follows; until then nobody else is there to hear it.
      begun.beginning.catch(() => {})
      return { ...NOTHING, rows: [] }
    }
    if (hasEnded) throw new Error('this transaction ended with its first statement')
    if (!begun) return query(text, values)
    const { beginning, end } = begun
    begun = undefined
    hasEnded = end !== undefined
    const statement = query(text, values)
    const [, result] = await Promise.all([
      beginning,
      statement,
      ...(end === undefined ? [] : [query(end, [])]),
    ])
    return result
  }
}
