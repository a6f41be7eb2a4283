import { BYTE_ORDER_MARK, csvLine } from '../../../../kit/csv.ts'
import { cellValue, rowsOf, type ShownTable } from './shown-table.ts'

/** With the mark by which spreadsheets know UTF-8. */
export function* csvLines(table: ShownTable): Generator<string, void> {
  yield BYTE_ORDER_MARK + csvLine(table.columns.map(({ label }) => label))
  for (const row of rowsOf(table)) yield csvLine(table.columns.map((column) => cellValue(row, column)))
}
