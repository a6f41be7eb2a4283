import { Type, type Static, type TSchema } from 'typebox'
import { hasShape } from '../shared/has-shape.ts'
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
  if (Buffer.from(key).toString('base64url') !== cursor || key.includes('\0')) throw foreignCursor()
  return key
}

/** One text of a key; PostgreSQL takes no NUL. */
export const KeyText = Type.String({ pattern: '^[^\\u0000]*$' })

/** The same for a list in the order of several texts, which keyOf gives as JSON. */
export function readKeyCursor<S extends TSchema>(
  cursor: string | undefined,
  schema: S,
): Static<S> | undefined {
  const text = readCursor(cursor)
  const key = text === undefined ? undefined : parsed(text)
  if (key === undefined || hasShape(schema, key)) return key
  throw foreignCursor()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not made by this list; the check that follows says so.
    return null
  }
}

export function foreignCursor(): AppError {
  return new AppError('INVALID', 'The cursor is not one that this list gave. Start again without it.', {
    violations: [{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this list' }],
  })
}
