import { cellXml, type Row } from './cell.ts'
import type { CellKind } from './styles.ts'
import { xmlText } from './xml-text.ts'

export interface Column {
  readonly heading: string
  readonly kind: CellKind
  /** In characters. */
  readonly width: number
}

export interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  /** A table has its headings in the first row, which stays in sight, and can be filtered; a page is as its rows are. */
  readonly layout: 'table' | 'page'
  /** Its place among the tabs, lowest first. */
  readonly tab: number
  /** Asked for when the sheets before it are written. */
  readonly rows: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>
}

/** Excel's end of a sheet. */
export const MAX_ROWS = 1_048_576
const PIECE = 64 * 1024

/** Rows that are taken one after the other, over the borders of sheets and of the batches in which they come. */
export interface RowSource {
  /** Undefined at the end. */
  next(): Promise<readonly Row[] | undefined>
  giveBack(rows: readonly Row[]): void
  /** Whether something was given back and not taken since. */
  hasMore(): boolean
  close(): Promise<void>
}

export function rowSource(rows: Sheet['rows']): RowSource {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  let kept: readonly Row[] | undefined
  return {
    next: async () => {
      const before = kept
      kept = undefined
      if (before !== undefined) return before
      const { done, value } = await iterator.next()
      return done === true ? undefined : value
    },
    giveBack: (rest) => {
      kept = rest
    },
    hasMore: () => kept !== undefined,
    close: async () => {
      await iterator.return?.()
    },
  }
}

interface SheetPart extends Pick<Sheet, 'columns' | 'layout'> {
  readonly source: RowSource
  readonly maxRows: number
}

/** One sheet, in pieces; rows that it has no room for are left in the source. */
export async function* sheetXml({ columns, layout, source, maxRows }: SheetPart): AsyncGenerator<Buffer> {
  const letters = columns.map((_, index) => columnLetter(index))
  const opens = letters.map((letter) => `<c r="${letter}`)
  const kinds = columns.map(({ kind }) => kind)
  let piece = headXml(columns, layout)
  let row = 0
  if (layout === 'table') {
    row = 1
    piece += rowXml(1, { cells: columns.map(({ heading }) => heading), opens, kinds: HEADINGS })
  }
  for (let batch = await source.next(); batch !== undefined; batch = await source.next()) {
    const room = maxRows - row
    for (const cells of batch.slice(0, room)) {
      row += 1
      piece += rowXml(row, { cells, opens, kinds })
      if (piece.length < PIECE) continue
      yield Buffer.from(piece)
      piece = ''
    }
    if (batch.length <= room) continue
    source.giveBack(batch.slice(room))
    break
  }
  yield Buffer.from(piece + tailXml(layout, { lastLetter: letters.at(-1) ?? 'A', rows: Math.max(row, 1) }))
}

const HEADINGS: readonly CellKind[] = []

interface RowParts {
  readonly cells: Row
  /** The beginning of each cell, up to its column. */
  readonly opens: readonly string[]
  /** Where there is none, it is a heading. */
  readonly kinds: readonly CellKind[]
}

function rowXml(row: number, { cells, opens, kinds }: RowParts): string {
  const number = String(row)
  let xml = `<row r="${number}">`
  for (let index = 0; index < cells.length; index += 1) {
    const cell = cells[index] ?? null
    if (cell !== null) xml += cellXml((opens[index] ?? '') + number, cell, kinds[index] ?? 'heading')
  }
  return `${xml}</row>`
}

function headXml(columns: readonly Column[], layout: Sheet['layout']): string {
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const pane =
    layout === 'table'
      ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/>'
      : ''
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<sheetViews><sheetView workbookViewId="0"${layout === 'page' ? ' showGridLines="0"' : ''}>${pane}</sheetView></sheetViews>`,
    `<cols>${widths.join('')}</cols><sheetData>`,
  ].join('')
}

function tailXml(
  layout: Sheet['layout'],
  { lastLetter, rows }: { readonly lastLetter: string; readonly rows: number },
): string {
  const filter = layout === 'table' ? `<autoFilter ref="A1:${lastLetter}${rows}"/>` : ''
  return `</sheetData>${filter}</worksheet>`
}

/** A, B … Z, AA. */
function columnLetter(index: number): string {
  const rest = Math.floor(index / 26)
  return `${rest > 0 ? columnLetter(rest - 1) : ''}${String.fromCodePoint(65 + (index % 26))}`
}

/** As Excel takes one: 31 characters at most, without these. */
export function sheetName(name: string, part: number): string {
  const suffix = part > 1 ? ` ${part}` : ''
  const plain = name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31 - suffix.length)
  return xmlText(`${plain}${suffix}`).replace(/"/g, '&quot;')
}
