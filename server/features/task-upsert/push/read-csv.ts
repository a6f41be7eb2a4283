import { CsvError, parse } from 'csv-parse/sync'
import type { FileRecord, FileRecords, RowProblem } from './file-record.ts'
import { guessDelimiter } from './guess-delimiter.ts'
import { lineCounter } from './line-counter.ts'

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** Comma, semicolon or tab, as the header says; quotes as in RFC 4180. A file that breaks off keeps the rows before. */
export function readCsv(text: string): FileRecords {
  const { rows, broken } = readRows(text)
  const [header, ...body] = rows
  const columns = (header?.cells ?? []).map((column) => column.trim())
  const records: FileRecord[] = []
  const problems: RowProblem[] = broken === undefined ? [] : [broken]
  for (const { line, cells } of body)
    if (cells.length === columns.length)
      records.push({ line, cells: cells.map((cell, index) => [columns[index] ?? '', cell]) })
    else problems.push({ line, reason: `has ${cells.length} cells, and the header has ${columns.length}` })
  return { records, problems, columns: [...new Set(columns.filter((column) => column !== ''))] }
}

function readRows(text: string): { rows: readonly Row[]; broken?: RowProblem } {
  const bytes = Buffer.from(text)
  const countLines = lineCounter((place) => bytes[place])
  const rows: Row[] = []
  let begin = 0
  const keep = (cells: readonly string[], end: number): null => {
    const line = countLines(begin)
    begin = end
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line, cells })
    return null
  }
  try {
    parse(bytes, {
      delimiter: guessDelimiter(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      on_record: (cells: string[], info) => keep(cells, info.bytes),
    })
    return { rows }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { rows, broken: { line: countLines(begin), reason: reasonOf(error) } }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'has a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'has something behind a closing quote; quotes inside of a text are doubled',
  INVALID_OPENING_QUOTE: 'has a quote in the middle of a text; such a text is quoted, and the quote doubled',
}

function reasonOf({ code, message }: CsvError): string {
  return `${REASONS[code] ?? message}; nothing from here on could be read`
}
