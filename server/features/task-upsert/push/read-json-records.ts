import { messageOf } from '../../../shared/errors.ts'
import { readInput } from '../../../shared/read-input.ts'
import type { FileRecord, FileRecords, RowProblem } from './file-record.ts'
import { splitArray, type ArrayPart } from './split-array.ts'

/** One object, an array of them, or an object on each line. */
export function readJsonRecords(text: string): FileRecords {
  if (text.trimStart().startsWith('[')) return readArray(text)
  const whole = readParts([{ line: 1, text }])
  if (whole.problems.length === 0) return whole
  const lines = readParts(linesOf(text))
  return lines.records.length > 0 ? lines : whole
}

function readArray(text: string): FileRecords {
  const read = readParts(splitArray(text))
  if (read.problems.length > 0) return read
  try {
    JSON.parse(text)
    return read
  } catch (error) {
    const line = text.trimEnd().split(/\r\n|\n|\r/).length
    const reason = `ends an array that is no JSON: ${messageOf(error)}`
    return { ...read, problems: [{ line, reason }] }
  }
}

function readParts(parts: readonly ArrayPart[]): FileRecords {
  const records: FileRecord[] = []
  const problems: RowProblem[] = []
  for (const { line, text } of parts) {
    const read = readObject(text)
    if ('reason' in read) problems.push({ line, reason: read.reason })
    else records.push({ line, cells: Object.entries(read.value) })
  }
  const columns = new Set(records.flatMap(({ cells }) => cells.map(([column]) => column)))
  return { records, problems, columns: [...columns] }
}

/** As strictly as the server reads it, so that one row cannot make it refuse all. */
function readObject(text: string): { readonly value: object } | { readonly reason: string } {
  try {
    const value = readInput(Buffer.from(text))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value }
      : { reason: 'is no object' }
  } catch (error) {
    return { reason: messageOf(error).replace(/^The body /, '') }
  }
}

function linesOf(text: string): ArrayPart[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: index + 1, text: line }))
    .filter((part) => part.text.trim() !== '')
}
