import { rowsOf, shownPart, type ShownTable } from './shown-table.ts'

/** A list with one row a line; of each row the shown fields. */
export function* jsonLines(table: ShownTable): Generator<string, void> {
  let before = '[\n'
  for (const row of rowsOf(table)) {
    yield before + JSON.stringify(table.isWhole ? row : shownPart(row, table.columns))
    before = ',\n'
  }
  yield before === ',\n' ? '\n]\n' : '[]\n'
}
