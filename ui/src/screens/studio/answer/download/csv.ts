import { cellValue, rowsOf, type ShownTable } from './shown-table.ts'

const BYTE_ORDER_MARK = '\u{FEFF}'

/** RFC 4180, with the mark by which spreadsheets know UTF-8. No text of it is taken for a formula. */
export function* csvLines(table: ShownTable): Generator<string, void> {
  yield BYTE_ORDER_MARK + lineOf(table.columns.map(({ label }) => label))
  for (const row of rowsOf(table)) yield lineOf(table.columns.map((column) => cellValue(row, column)))
}

function lineOf(cells: readonly (string | number | boolean | undefined)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? harmless(cell) : String(cell ?? ''))).join(',')}\r\n`
}

/** A spreadsheet computes a text that begins like this; behind an apostrophe it is a text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
