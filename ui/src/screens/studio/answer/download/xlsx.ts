import { cellValue, rowsOf, type ShownTable } from './shown-table.ts'
import { zipOf } from './zip.ts'

// The limits of the format.
const MAX_CHARS = 32_767
const MAX_ROWS = 1_048_576
const ROWS_A_PART = 50

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

interface Sheet {
  readonly table: ShownTable
  readonly name: string
  /** Stands at the end of a text that was too long for a cell. */
  readonly cutNote: string
}

interface Workbook {
  readonly file: Blob
  /** More rows than a sheet can hold were left out. */
  readonly leftOut: number
}

/** The smallest valid workbook: one sheet, texts within their cells, and never a formula. */
export async function xlsxOf(sheet: Sheet): Promise<Workbook> {
  const file = await zipOf([
    {
      name: '[Content_Types].xml',
      parts: [
        `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
      ],
    },
    { name: '_rels/.rels', parts: [relationTo('officeDocument', 'xl/workbook.xml')] },
    {
      name: 'xl/workbook.xml',
      parts: [
        `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${xmlText(sheet.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
      ],
    },
    { name: 'xl/_rels/workbook.xml.rels', parts: [relationTo('worksheet', 'worksheets/sheet1.xml')] },
    { name: 'xl/worksheets/sheet1.xml', parts: sheetParts(sheet) },
  ])
  return { file, leftOut: Math.max(0, sheet.table.order.length + 1 - MAX_ROWS) }
}

function relationTo(kind: string, target: string): string {
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/${kind}" Target="${target}"/></Relationships>`
}

function* sheetParts({ table, cutNote }: Sheet): Generator<string, void> {
  const names = table.columns.map((_, at) => columnName(at))
  const rowXml = (cells: readonly (string | number | boolean | undefined)[], row: number): string =>
    `<row r="${row}">${cells.map((cell, at) => cellXml(cell, `${names[at]}${row}`, cutNote)).join('')}</row>`
  // The names of the columns stay in view.
  const pane =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
  yield `${HEAD}<worksheet xmlns="${MAIN}">${pane}<sheetData>`
  const labels = table.columns.map(({ label }) => label)
  let rows = [rowXml(labels, 1)]
  let at = 1
  for (const row of rowsOf(table)) {
    if (at === MAX_ROWS) break
    at += 1
    rows.push(
      rowXml(
        table.columns.map((column) => cellValue(row, column)),
        at,
      ),
    )
    if (rows.length < ROWS_A_PART) continue
    yield rows.join('')
    rows = []
  }
  yield `${rows.join('')}</sheetData></worksheet>`
}

function cellXml(value: string | number | boolean | undefined, place: string, cutNote: string): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  const text = value.length > MAX_CHARS ? value.slice(0, MAX_CHARS - cutNote.length) + cutNote : value
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A bare one would be read as a line feed.
  '\r': '&#13;',
}

function xmlText(text: string): string {
  return (
    text
      // What XML 1.0 cannot say: control characters, halves of characters, and two that are none.
      .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
      // Spreadsheets read _x0041_ as an escaped A.
      .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
      .replaceAll(/[&<>"\r]/g, (mark) => ENTITIES[mark] ?? '')
  )
}

/** 0 is A, 26 is AA. */
function columnName(at: number): string {
  const letter = String.fromCodePoint(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}
