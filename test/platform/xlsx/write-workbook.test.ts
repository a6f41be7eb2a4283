import { read, utils, type WorkBook } from '@e965/xlsx'
import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import {
  writeWorkbook,
  type Cell,
  type CellKind,
  type Row,
  type Sheet,
} from '../../../server/platform/xlsx/index.ts'

const MADE_AT = new Date('2026-03-02T09:00:00Z')

function sheetOf(rows: Sheet['rows'], kinds: readonly CellKind[], rest: Partial<Sheet> = {}): Sheet {
  const columns = kinds.map((kind, index) => ({ heading: `H${index}`, kind, width: 12 }))
  return { name: 'Rows', tab: 1, layout: 'table', columns, rows, ...rest }
}

async function written(sheets: readonly Sheet[], maxRows?: number): Promise<WorkBook> {
  const workbook = { sheets, madeAt: MADE_AT, ...(maxRows === undefined ? {} : { maxRows }) }
  return read(await buffer(Readable.from(writeWorkbook(workbook))), { cellDates: false, cellNF: true })
}

const rowsIn = (book: WorkBook, name: string): unknown[][] =>
  utils.sheet_to_json(book.Sheets[name]!, { header: 1, raw: true, blankrows: true })

async function cellOf(kind: CellKind, value: Cell) {
  const book = await written([sheetOf([[[value]]], [kind])])
  return book.Sheets['Rows']!['A2'] as
    | { t: string; v: unknown; w?: string; z?: string; f?: string }
    | undefined
}

describe('a written workbook', () => {
  it.each<[CellKind, Cell, object]>([
    ['integer', 12, { t: 'n', v: 12 }],
    ['decimal', 2.5, { t: 'n', v: 2.5, w: '2.50' }],
    ['duration', 26 * 3_600_000 + 61_000, { t: 'n', w: '26:01:01' }],
    ['moment', Date.UTC(2026, 2, 29, 1, 30, 5), { t: 'n', w: '2026-03-29 01:30:05' }],
    ['day', '2024-02-29', { t: 'n', v: 45_351, w: '2024-02-29' }],
    ['text', true, { t: 'b', v: true }],
    ['text', 'Ünï 😀 <&> "x"', { t: 's', v: 'Ünï 😀 <&> "x"' }],
    ['text', '2026-03-02', { t: 's', v: '2026-03-02' }],
    ['integer', { kind: 'text', value: 'five', bold: true }, { t: 's', v: 'five' }],
    // Excel knows no such day.
    ['moment', Date.UTC(1800, 0, 1), { t: 's', v: '1800-01-01T00:00:00.000Z' }],
  ])('holds a %s of %j as what it is', async (kind, value, expected) => {
    expect(await cellOf(kind, value)).toMatchObject(expected)
  })

  it.each([null, '', Number.NaN, Number.POSITIVE_INFINITY])('has no cell for %j', async (value) => {
    expect(await cellOf('integer', value)).toBeUndefined()
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")', '=cmd|calc!A1'])(
    'never makes a formula of %j',
    async (text) => {
      const cell = await cellOf('text', text)

      expect(cell).toMatchObject({ t: 's', v: text })
      expect(cell).not.toHaveProperty('f')
    },
  )

  it.each([
    ['a\u0000b\u0008c\u000bd\u001fe', 'abcde'],
    ['half \ud800 pair \udc00', 'half  pair '],
    ['two\r\nlines', 'two\nlines'],
    ['  around  ', '  around  '],
    ['\ufffe\uffff', undefined],
    ['x'.repeat(40_000), `${'x'.repeat(32_766)}…`],
  ])('writes no text that Excel refuses: %#', async (text, expected) => {
    expect((await cellOf('text', text))?.v).toBe(expected)
  })

  it('has its tabs in their order, whatever was written first', async () => {
    const book = await written([
      sheetOf([[['a']]], ['text'], { name: 'Rows', tab: 3 }),
      sheetOf([[['b']]], ['text'], { name: 'Totals [x]/y', tab: 2 }),
      sheetOf([[['c']]], ['text'], { name: 'Summary', tab: 1, layout: 'page' }),
    ])

    expect(book.SheetNames).toEqual(['Summary', 'Totals  x  y', 'Rows'])
    expect(rowsIn(book, 'Summary')).toEqual([['c']])
    expect(rowsIn(book, 'Rows')).toEqual([['H0'], ['a']])
  })

  it('goes on in a further sheet where one is full, with its headings again', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index): Row => [index])
    const book = await written([sheetOf([rows(5), rows(3), []], ['integer'])], 4)
    const full = await written([sheetOf([rows(3)], ['integer'])], 4)

    expect(book.SheetNames).toEqual(['Rows', 'Rows 2', 'Rows 3'])
    expect(book.SheetNames.map((name) => rowsIn(book, name).flat())).toEqual([
      ['H0', 0, 1, 2],
      ['H0', 3, 4, 0],
      ['H0', 1, 2],
    ])
    expect(full.SheetNames).toEqual(['Rows'])
  })

  it('can be filtered, and keeps its headings in sight', async () => {
    const book = await written([sheetOf([[[1, 2]], [[3, 4]]], ['integer', 'integer'])])

    expect(book.Sheets['Rows']!['!autofilter']).toEqual({ ref: 'A1:B3' })
  })

  it('fails as its rows fail', async () => {
    async function* breaking(): AsyncGenerator<readonly Row[]> {
      yield [[1]]
      throw new Error('the rows broke')
    }

    await expect(written([sheetOf(breaking(), ['integer'])])).rejects.toThrow('the rows broke')
  })

  it('asks for no more rows when nobody takes it any more', async () => {
    let isOver = false
    async function* endless(): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) yield Array.from({ length: 1_000 }, (_, index) => [`row ${index} ${Math.random()}`])
      } finally {
        isOver = true
      }
    }
    for await (const piece of writeWorkbook({ sheets: [sheetOf(endless(), ['text'])], madeAt: MADE_AT }))
      if (piece.length > 1_000) break

    expect(isOver).toBe(true)
  })
})
