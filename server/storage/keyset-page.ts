import { AppError } from '../shared/errors.ts'

export interface Page<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}

/** Cuts a list that was asked for with one row more than the limit; the cursor names the last row that is shown. */
export function pageOf<T>(rows: readonly T[], limit: number, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return { items, nextCursor: hasMore ? Buffer.from(keyOf(last)).toString('base64url') : null }
}

/** Undefined without a cursor; a cursor that no page gave is refused. */
export function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || cursor === '') return undefined
  const key = Buffer.from(cursor, 'base64url').toString()
  if (Buffer.from(key).toString('base64url') !== cursor || key.includes('\0'))
    throw new AppError('INVALID', 'The cursor is not one that this list gave. Start again without it.', {
      violations: [{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this list' }],
    })
  return key
}
