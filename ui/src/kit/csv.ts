/** By which spreadsheets know UTF-8; stands before the first line. */
export const BYTE_ORDER_MARK = '\u{FEFF}'

/** A line by RFC 4180. No text of it is taken for a formula. */
export function csvLine(cells: readonly (string | number | boolean | undefined)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? harmless(cell) : String(cell ?? ''))).join(',')}\r\n`
}

/** A spreadsheet computes a text that begins like this; behind an apostrophe it is a text. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
