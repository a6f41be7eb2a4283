import { isContainer, scalarText, sizeOf, Walk, type Container } from '../json.ts'
import { cellOf, type Column } from './columns.ts'
import { mergeSorted, type Compare } from './merge-sort.ts'

export interface Sort {
  readonly path: readonly string[]
  readonly isDescending: boolean
}

export interface View {
  readonly columns: readonly Pick<Column, 'path'>[]
  readonly filter: string
  readonly sort: Sort | undefined
  readonly language: string
}

/** Which rows are shown, in which order. */
export function* shownRows(rows: readonly unknown[], view: View): Generator<void, Uint32Array> {
  const found = yield* filtered(rows, view)
  if (!view.sort) return found
  return yield* mergeSorted(found, yield* comparison(rows, view.sort, view.language))
}

function* filtered(
  rows: readonly unknown[],
  { columns, filter }: Pick<View, 'columns' | 'filter'>,
): Generator<void, Uint32Array> {
  const wanted = filter.trim().toLowerCase()
  const found = new Uint32Array(rows.length)
  let count = 0
  for (const [index, row] of rows.entries()) {
    if (wanted === '' || (yield* isIn(row, columns, wanted))) {
      found[count] = index
      count += 1
    }
    yield
  }
  return found.subarray(0, count)
}

function* isIn(row: unknown, columns: View['columns'], wanted: string): Generator<void, boolean> {
  for (const column of columns) {
    const value = cellOf(row, column)
    if (isContainer(value) ? yield* isBelow(value, wanted) : holds(value, wanted)) return true
  }
  return false
}

function* isBelow(value: Container, wanted: string): Generator<void, boolean> {
  const walk = new Walk(value)
  while (walk.next()) {
    if (!isContainer(walk.value) && holds(walk.value, wanted)) return true
    yield
  }
  return false
}

function holds(value: unknown, wanted: string): boolean {
  return value !== null && value !== undefined && scalarText(value).toLowerCase().includes(wanted)
}

const NUMBER = 0
const TEXT = 1
const OTHER = 2
const MISSING = 3

/** Numbers, then texts, then the rest by size; what is missing stays at the end in both directions. */
function* comparison(
  rows: readonly unknown[],
  { path, isDescending }: Sort,
  language: string,
): Generator<void, Compare> {
  const ranks = new Uint8Array(rows.length)
  const numbers = new Float64Array(rows.length)
  const texts: string[] = []
  for (const [index, row] of rows.entries()) {
    const key = sortKeyOf(cellOf(row, { path }))
    ranks[index] = key.rank
    if (typeof key.by === 'number') numbers[index] = key.by
    else texts[index] = key.by
    yield
  }
  const { compare } = new Intl.Collator(language, { numeric: true })
  const sign = isDescending ? -1 : 1
  const ofOneRank = (a: number, b: number): number =>
    ranks[a] === TEXT ? compare(texts[a] ?? '', texts[b] ?? '') : (numbers[a] ?? 0) - (numbers[b] ?? 0)
  return (a, b) => {
    const ranked = (ranks[a] ?? MISSING) - (ranks[b] ?? MISSING)
    const isMissing = ranks[a] === MISSING || ranks[b] === MISSING
    if (isMissing) return ranked
    return sign * (ranked === 0 ? ofOneRank(a, b) : ranked)
  }
}

function sortKeyOf(value: unknown): { readonly rank: number; readonly by: number | string } {
  if (value === null || value === undefined) return { rank: MISSING, by: 0 }
  if (typeof value === 'number') return { rank: NUMBER, by: value }
  if (typeof value === 'string') {
    const seconds = secondsOf(value)
    return seconds === undefined ? { rank: TEXT, by: value } : { rank: NUMBER, by: seconds }
  }
  return { rank: OTHER, by: isContainer(value) ? sizeOf(value) : Number(value) }
}

/** `PT1H30M`: as a text, half an hour would come after ten hours. */
function secondsOf(text: string): number | undefined {
  const parts = /^PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text)
  return parts
    ? Number(parts[1] ?? 0) * 3_600 + Number(parts[2] ?? 0) * 60 + Number(parts[3] ?? 0)
    : undefined
}
