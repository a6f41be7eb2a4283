import { CELL_READERS, Unreadable } from './cell-readers.ts'
import { TARGETS, type ColumnMapping, type Target } from './column-mapping.ts'
import type { FileRecord } from './file-record.ts'

export interface MappedRecord {
  /** Whether it is a task is for the schema to say. */
  readonly task: Readonly<Record<string, unknown>>
  readonly complaints: readonly string[]
}

interface MappingOfFile {
  /** As found in the file. */
  readonly found: ColumnMapping
  /** As it was asked for. */
  readonly given: ColumnMapping
}

/** Empty cells are left out, so they change nothing in ClickUp. */
export function mapRecord(record: FileRecord, { found, given }: MappingOfFile): MappedRecord {
  const task: Record<string, unknown> = {}
  const complaints: string[] = []
  for (const target of TARGETS) {
    const column = found.columns.get(target)
    if (column === undefined || column === '') continue
    try {
      const value = readCells(record, { target, column, isMapped: given.columns.has(target) })
      if (value !== undefined) task[target] = value
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      complaints.push(error.message)
    }
  }
  const fields = [...found.fields].map(([field, column]) => [field, valuesOf(record, column)[0]] as const)
  const filled = fields.filter(([, value]) => value !== undefined)
  if (filled.length > 0) task['customFields'] = withFields(task['customFields'], filled)
  return { task, complaints }
}

function withFields(own: unknown, filled: readonly (readonly [string, unknown])[]): unknown {
  const before = typeof own === 'object' && own !== null ? own : {}
  return { ...before, ...Object.fromEntries(filled) }
}

const LISTS: ReadonlySet<Target> = new Set(['tags', 'assigneeEmails'])

function readCells(
  record: FileRecord,
  { target, column, isMapped }: { target: Target; column: string; isMapped: boolean },
): unknown {
  const values = valuesOf(record, column)
  // Some programs write a column for each label, all with one name.
  if (LISTS.has(target) && values.length > 1) {
    const lists = values.map((value) => CELL_READERS[target]({ value, column, isMapped }))
    return [...new Set(lists.flat())]
  }
  if (values.length > 1) throw new Unreadable(`the column ${JSON.stringify(column)} is there more than once`)
  return values.length === 0 ? undefined : CELL_READERS[target]({ value: values[0], column, isMapped })
}

function valuesOf({ cells }: FileRecord, column: string): unknown[] {
  return cells.filter(([name, value]) => name === column && !isEmpty(value)).map(([, value]) => value)
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '')
}
