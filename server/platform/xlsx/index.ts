// Promises: a workbook of any size costs no memory, and no text in it is ever a formula. Never: reads one.
export type { Cell, Row } from './cell.ts'
export type { Column, Sheet } from './sheet-xml.ts'
export type { CellKind } from './styles.ts'
export { writeWorkbook, type Workbook } from './write-workbook.ts'
