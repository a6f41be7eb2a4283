/** A row of the file before it is read as a task; a column may be there more than once. */
export interface FileRecord {
  /** Where it begins, from 1. */
  readonly line: number
  readonly cells: readonly (readonly [column: string, value: unknown])[]
}

export interface RowProblem {
  readonly line: number
  /** What is wrong with it, for people. */
  readonly reason: string
}

export interface FileRecords {
  readonly records: readonly FileRecord[]
  /** Rows that could not be read at all. */
  readonly problems: readonly RowProblem[]
  /** Each once, in their order; known also when there are no records. */
  readonly columns: readonly string[]
}

/** The command was called wrongly: the message says what to do. */
export class WrongUsage extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WrongUsage'
  }
}
