import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { csvLines } from '../../../ui/src/screens/studio/answer/download/csv.ts'
import { bytesOf } from '../../../ui/src/screens/studio/answer/download/file-bytes.ts'
import { filePartsOf } from '../../../ui/src/screens/studio/answer/download/file-parts.ts'
import { jsonLines } from '../../../ui/src/screens/studio/answer/download/json-rows.ts'
import type { ShownTable } from '../../../ui/src/screens/studio/answer/download/shown-table.ts'
import { xlsxOf } from '../../../ui/src/screens/studio/answer/download/xlsx.ts'
import { crc32 } from '../../../ui/src/screens/studio/answer/download/zip.ts'
import { atOnce } from '../../../ui/src/screens/studio/answer/sliced.ts'
import { columnsOf } from '../../../ui/src/screens/studio/answer/table/columns.ts'

function tableOf(rows: readonly unknown[], labels?: readonly string[]): ShownTable {
  const all = atOnce(columnsOf(rows)).columns
  const columns = labels ? all.filter(({ label }) => labels.includes(label)) : all
  return { columns, rows, order: Uint32Array.from(rows.keys()), isWhole: labels === undefined }
}

const csvOf = (table: ShownTable) => [...csvLines(table)].join('')
const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']

describe('CSV', () => {
  it('has a mark for UTF-8, lines that end as the standard says, and empty cells for what is missing', () => {
    const rows = [
      { id: 1, n: null, ok: true },
      { id: 2, rate: { a: 'é' } },
    ]
    expect(csvOf(tableOf(rows))).toBe('\u{FEFF}id,n,ok,rate.a\r\n1,,true,\r\n2,,,é\r\n')
  })

  it('quotes what needs it', () => {
    const rows = [{ a: 'x,y', b: 'say "hi"', c: 'two\nlines', d: [1, 'z'] }]
    expect(csvOf(tableOf(rows))).toContain('"x,y","say ""hi""","two\nlines","[1,""z""]"\r\n')
  })

  it.each(FORMULAS)('makes no formula of the text %j', (text) => {
    const line = csvOf(tableOf([{ a: text }])).split('a\r\n')[1]
    expect(line).toMatch(/^"?'/)
  })

  it('makes no formula of a name, and leaves numbers as they are', () => {
    expect(csvOf(tableOf([{ '=x': -5 }]))).toBe("\u{FEFF}'=x\r\n-5\r\n")
  })

  it('has exactly the shown columns and rows in their order', () => {
    const rows = [
      { a: 1, b: 2 },
      { a: 3, b: 4 },
      { a: 5, b: 6 },
    ]
    const table = { ...tableOf(rows, ['b']), order: Uint32Array.of(2, 0) }
    expect(csvOf(table)).toBe('\u{FEFF}b\r\n6\r\n2\r\n')
  })
})

describe('JSON', () => {
  const parsed = (table: ShownTable): unknown => JSON.parse([...jsonLines(table)].join(''))
  const rows = [{ id: 1, rate: { amount: 2, currency: 'EUR' }, tags: ['x'] }, { id: 2 }]

  it('has whole rows when no column is hidden', () => {
    expect(parsed(tableOf(rows))).toEqual(rows)
    expect(parsed(tableOf([]))).toEqual([])
  })

  it('has the shown fields in their objects otherwise', () => {
    expect(parsed(tableOf(rows, ['id', 'rate.amount']))).toEqual([{ id: 1, rate: { amount: 2 } }, { id: 2 }])
  })
})

describe('the parts of a file', () => {
  it('are all of it', async () => {
    const lines = Array.from({ length: 50_000 }, (_, at) => `línea ${at}\n`)
    const parts = atOnce(filePartsOf(lines))
    expect(parts.length).toBeGreaterThan(1)
    expect(await new Blob(parts).text()).toBe(lines.join(''))
  })

  it('are the bytes of a base64 text', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, at) => at * 31)
    const base64 = Buffer.from(bytes).toString('base64')
    const made = new Uint8Array(await new Blob(atOnce(bytesOf(base64))).arrayBuffer())
    expect(Buffer.from(made).equals(Buffer.from(bytes))).toBe(true)
  })
})

/** Reads a ZIP file by its directory, as programs do. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const found = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let entry = 0; entry < file.readUInt16LE(end + 10); entry += 1) {
    expect(file.readUInt32LE(at)).toBe(0x02_01_4b_50)
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const local = file.readUInt32LE(at + 42)
    expect(file.readUInt32LE(local)).toBe(0x04_03_4b_50)
    const data = local + 30 + file.readUInt16LE(local + 26)
    const text = inflateRawSync(file.subarray(data, data + file.readUInt32LE(at + 20)))
    expect(text.length).toBe(file.readUInt32LE(at + 24))
    expect(crc32(text)).toBe(file.readUInt32LE(at + 16))
    found.set(name, text.toString('utf8'))
    at += 46 + nameLength
  }
  return found
}

async function workbook(rows: readonly unknown[]): Promise<{ file: Buffer; sheet: string }> {
  const { file } = await xlsxOf({ table: tableOf(rows), name: 'A & B', cutNote: '[cut]' })
  const bytes = Buffer.from(await file.arrayBuffer())
  return { file: bytes, sheet: unzip(bytes).get('xl/worksheets/sheet1.xml') ?? '' }
}

describe('XLSX', () => {
  it('is a whole archive of the five parts', async () => {
    const { file } = await workbook(Array.from({ length: 5_000 }, (_, id) => ({ id, name: `n${id}` })))
    const parts = unzip(file)
    expect([...parts.keys()].sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ])
    expect(parts.get('xl/workbook.xml')).toContain('name="A &amp; B"')
    expect(parts.get('xl/worksheets/sheet1.xml')?.match(/<row /g)).toHaveLength(5_001)
  })

  it('writes numbers and truth as such, texts in their cells, and nothing for what is missing', async () => {
    const { sheet } = await workbook([{ n: -1.5, ok: false, text: 'x', none: null }])
    expect(sheet).toContain(
      '<row r="2"><c r="A2"><v>-1.5</v></c><c r="B2" t="b"><v>0</v></c><c r="C2" t="inlineStr"><is><t xml:space="preserve">x</t></is></c></row>',
    )
  })

  it.each(FORMULAS)('never makes a formula: %j', async (text) => {
    const { sheet } = await workbook([{ a: text }])
    expect(sheet).not.toContain('<f')
    expect(sheet).toContain(
      `<c r="A2" t="inlineStr"><is><t xml:space="preserve">${text.replace('\r', '&#13;')}</t>`,
    )
  })

  it('writes only what XML can say', async () => {
    const { sheet } = await workbook([{ a: `<b>&"'\u{0}\u{B}\u{D800}\u{FFFF}😀\t\n _x0041_` }])
    expect(sheet).toContain(`&lt;b&gt;&amp;&quot;'😀\t\n _x005F_x0041_</t>`)
  })

  it('cuts a text that no cell can hold, and says so', async () => {
    const { sheet } = await workbook([{ a: 'y'.repeat(40_000) }])
    const text = /preserve">(y+\[cut\])</.exec(sheet)?.[1]
    expect(text).toHaveLength(32_767)
  })

  it('names columns beyond Z', async () => {
    const row = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`f${at}`, at]))
    const { sheet } = await workbook([row])
    expect(sheet).toContain('<c r="Z2"><v>25</v>')
    expect(sheet).toContain('<c r="AA2"><v>26</v>')
    expect(sheet).toContain('<c r="BH2"><v>59</v>')
  })

  it('sums up bytes as ZIP programs do', () => {
    const text = Buffer.from('123456789')
    expect(crc32(text)).toBe(0xcb_f4_39_26)
    expect(crc32(text.subarray(4), crc32(text.subarray(0, 4)))).toBe(0xcb_f4_39_26)
  })
})
