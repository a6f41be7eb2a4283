import { fieldOf, isContainer, isObject, pointerOf, scalarText } from '../json.ts'

const MAX_DEPTH = 3
const MAX_COLUMNS = 200
const MEASURED_ROWS = 200
const NARROWEST_PX = 90
const WIDEST_PX = 320
const CHAR_PX = 7.5
const PADDING_PX = 44

export interface Column {
  readonly id: string
  readonly path: readonly string[]
  readonly label: string
  readonly widthPx: number
}

export interface Columns {
  readonly columns: readonly Column[]
  /** There are more fields than columns. */
  readonly isCut: boolean
}

interface Node {
  readonly fields: Map<string, Node>
  /** It was itself a value in some row, and not only a place on the way. */
  isValue: boolean
  isNull: boolean
  chars: number
}

/** The columns of all rows, in the order in which the fields are met; fields of objects in objects are columns `a.b`. */
export function* columnsOf(rows: readonly unknown[]): Generator<void, Columns> {
  const root = newNode()
  const found = { count: 0, isCut: false }
  for (const [index, row] of rows.entries()) {
    if (isObject(row)) addFields(row, root, { found, depth: 1, isMeasured: index < MEASURED_ROWS })
    yield
  }
  const columns: Column[] = []
  collect(root, [], columns)
  return { columns, isCut: found.isCut }
}

/** The columns as far as the first rows tell, for the first picture. */
export function firstRows(rows: readonly unknown[]): readonly unknown[] {
  return rows.slice(0, MEASURED_ROWS)
}

export function cellOf(row: unknown, { path }: Pick<Column, 'path'>): unknown {
  let value = row
  for (const key of path) {
    if (!isObject(value)) return undefined
    value = fieldOf(value, key)
  }
  return value
}

interface Adding {
  readonly found: { count: number; isCut: boolean }
  readonly depth: number
  readonly isMeasured: boolean
}

function addFields(row: Readonly<Record<string, unknown>>, node: Node, adding: Adding): void {
  for (const key in row) {
    const field = node.fields.get(key) ?? newField(node, key, adding.found)
    if (field) addValue(row[key], field, adding)
  }
}

function newField(node: Node, key: string, found: Adding['found']): Node | undefined {
  if (found.count >= MAX_COLUMNS) {
    found.isCut = true
    return undefined
  }
  found.count += 1
  const field = newNode()
  node.fields.set(key, field)
  return field
}

function addValue(value: unknown, field: Node, adding: Adding): void {
  if (value === null) field.isNull = true
  else if (isObject(value) && adding.depth < MAX_DEPTH && isFilled(value))
    addFields(value, field, { ...adding, depth: adding.depth + 1 })
  else {
    field.isValue = true
    if (adding.isMeasured && !isContainer(value))
      field.chars = Math.max(field.chars, scalarText(value).length)
  }
}

function isFilled(value: Readonly<Record<string, unknown>>): boolean {
  for (const _ in value) return true
  return false
}

function newNode(): Node {
  return { fields: new Map(), isValue: false, isNull: false, chars: 0 }
}

function collect(node: Node, path: readonly string[], columns: Column[]): void {
  // Null where other rows have an object needs no column: those of the object are empty there.
  if (path.length > 0 && (node.isValue || node.fields.size === 0)) columns.push(columnFor(node, path))
  for (const [key, field] of node.fields) collect(field, [...path, key], columns)
}

function columnFor({ chars }: Node, path: readonly string[]): Column {
  const label = path.join('.')
  const px = Math.max(chars, label.length) * CHAR_PX + PADDING_PX
  const widthPx = Math.round(Math.min(WIDEST_PX, Math.max(NARROWEST_PX, px)))
  return { id: pointerOf(path), path, label, widthPx }
}
