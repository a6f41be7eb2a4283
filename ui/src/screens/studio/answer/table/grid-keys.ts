export interface Cell {
  readonly row: number
  /** -1 is the number of the row. */
  readonly column: number
}

interface Size {
  readonly rows: number
  readonly columns: number
  readonly pageRows: number
}

interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
}

const FIRST_COLUMN = -1

/** The cell that a key leads to (ARIA practices for grids). */
export function stepIn({ key, ctrlKey }: Pressed, { row, column }: Cell, size: Size): Cell | undefined {
  const lastColumn = size.columns - 1
  const lastRow = size.rows - 1
  const steps: Readonly<Record<string, Cell>> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + size.pageRows, column },
    PageUp: { row: row - size.pageRows, column },
    Home: { row: ctrlKey ? 0 : row, column: FIRST_COLUMN },
    End: { row: ctrlKey ? lastRow : row, column: lastColumn },
  }
  const next = steps[key]
  return (
    next && {
      row: Math.max(0, Math.min(next.row, lastRow)),
      column: Math.max(FIRST_COLUMN, Math.min(next.column, lastColumn)),
    }
  )
}
