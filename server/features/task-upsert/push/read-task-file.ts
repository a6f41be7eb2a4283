import { Ajv, type ErrorObject } from 'ajv'
import { PushedTask } from '../tasks/upsert.schemas.ts'
import { findColumns, listOf, type ColumnMapping } from './column-mapping.ts'
import { WrongUsage, type RowProblem } from './file-record.ts'
import { mapRecord } from './map-record.ts'
import { readRecords } from './read-records.ts'

export interface TaskRow {
  /** Where it begins in the file, from 1. */
  readonly line: number
  readonly task: PushedTask
}

export interface TaskFile {
  readonly rows: readonly TaskRow[]
  /** By line. */
  readonly problems: readonly RowProblem[]
  /** Columns that nothing was taken of. */
  readonly leftOut: readonly string[]
}

interface ReadOptions {
  readonly mapping: ColumnMapping
  /** For tasks that name none. */
  readonly listId: string | undefined
}

/** All that is wrong with it at once, before anything of it is sent. Throws WrongUsage for a file that fits the mapping nowhere. */
export function readTaskFile(bytes: Uint8Array, { mapping, listId }: ReadOptions): TaskFile {
  const { records, problems, columns } = readRecords(bytes)
  const found = findColumns(mapping, columns)
  refuseMissing(found, columns)
  const check = schemaCheck()
  const rows: TaskRow[] = []
  const bad: RowProblem[] = [...problems]
  const lineOf = new Map<string, number>()
  for (const record of records) {
    const { line } = record
    const { task, complaints } = mapRecord(record, { found, given: mapping })
    const wanted = listId === undefined || task['listId'] !== undefined ? task : { ...task, listId }
    const reasons = [...complaints, ...(complaints.length === 0 ? check(wanted) : [])]
    const key = JSON.stringify([wanted['listId'] ?? null, wanted['internalId']])
    const before = lineOf.get(key)
    if (reasons.length === 0 && before !== undefined)
      reasons.push(`has the internal id of line ${before}; an id is pushed once`)
    if (reasons.length > 0) bad.push({ line, reason: reasons.join('; ') })
    else {
      lineOf.set(key, line)
      rows.push({ line, task: wanted as PushedTask })
    }
  }
  return { rows, problems: bad.toSorted((a, b) => a.line - b.line), leftOut: found.leftOut }
}

function refuseMissing({ columns: found }: ColumnMapping, columns: readonly string[]): void {
  const missing = (['internalId', 'title'] as const).filter((target) => (found.get(target) ?? '') === '')
  if (columns.length === 0 || missing.length === 0) return
  const map = missing.map((target) => `${target}=COLUMN`).join()
  throw new WrongUsage(
    `The file has no column for ${missing.join(' and ')}; it has ${listOf(columns)}. Say which with --map ${map}.`,
  )
}

/** With the schema by which the server will read it, so that one row cannot make it refuse all. */
function schemaCheck(): (task: unknown) => string[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(PushedTask)
  return (task) => (validate(task) ? [] : (validate.errors ?? []).map(complaintOf))
}

function complaintOf({ keyword, instancePath, message, params }: ErrorObject): string {
  const name = instancePath.slice(1).replaceAll('/', ' ')
  const given = params as Readonly<Record<string, unknown>>
  if (keyword === 'required') return `${`${name} ${String(given['missingProperty'])}`.trim()} is missing`
  if (keyword === 'minLength') return `${name} is empty`
  if (keyword === 'maxLength') return `${name} has more than ${String(given['limit'])} characters`
  if (keyword === 'pattern' && String(given['pattern']).includes('u0000'))
    return `${name} has a NUL character`
  return `${name} ${message ?? 'does not fit'}`
}
