import { isList, isObject, type Key } from '../json.ts'

const LOOKED_AT = 20

export interface FoundRows {
  readonly rows: readonly unknown[]
  /** Where in the answer the rows are. */
  readonly path: readonly Key[]
  /** The rows are what the answer is about, not a part of one thing. */
  readonly isAll: boolean
}

/** The list of objects that the answer is, or the only one in it. */
export function findRows(body: unknown): FoundRows | undefined {
  if (isList(body)) return holdsObjects(body) ? { rows: body, path: [], isAll: true } : undefined
  if (!isObject(body)) return undefined
  const lists = Object.entries(body).flatMap(([key, value]) =>
    isList(value) && value.length > 0 && holdsObjects(value) ? [{ key, value }] : [],
  )
  const [only, another] = lists
  if (!only || another) return undefined
  // A page around a list has no id; a thing with a list in it has one.
  return { rows: only.value, path: [only.key], isAll: !('id' in body) }
}

/** Of an empty list nothing else is known. */
function holdsObjects(list: readonly unknown[]): boolean {
  return list.slice(0, LOOKED_AT).every(isObject)
}
