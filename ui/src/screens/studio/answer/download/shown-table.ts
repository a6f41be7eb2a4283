import { isContainer, type JsonObject } from '../json.ts'
import { cellOf, type Column } from '../table/columns.ts'

/** Exactly what the table shows: its columns, and its rows in their order. */
export interface ShownTable {
  readonly columns: readonly Column[]
  readonly rows: readonly unknown[]
  readonly order: Uint32Array
  /** No column is hidden, so a row is whole. */
  readonly isWhole: boolean
}

export function* rowsOf({ rows, order }: ShownTable): Generator<unknown, void> {
  for (const index of order) yield rows[index]
}

/** What stands in a cell of a file; lists and objects as JSON. */
export function cellValue(row: unknown, column: Column): string | number | boolean | undefined {
  const value = cellOf(row, column)
  if (value === null || value === undefined) return undefined
  if (isContainer(value)) return JSON.stringify(value)
  return value as string | number | boolean
}

/** The shown fields of a row, in the objects that they came in. */
export function shownPart(row: unknown, columns: readonly Column[]): JsonObject {
  const part: Fields = new Map()
  for (const column of columns) {
    const value = cellOf(row, column)
    if (value !== undefined) put(part, column.path, value)
  }
  return asObject(part)
}

type Fields = Map<string, unknown>

function put(part: Fields, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path
  if (key === undefined) return
  const inner = part.get(key)
  if (rest.length === 0) part.set(key, value)
  else if (inner instanceof Map) put(inner, rest, value)
  else if (inner === undefined) {
    const made: Fields = new Map()
    part.set(key, made)
    put(made, rest, value)
  }
}

function asObject(fields: Fields): JsonObject {
  return Object.fromEntries(
    [...fields].map(([key, value]) => [key, value instanceof Map ? asObject(value) : value]),
  )
}
