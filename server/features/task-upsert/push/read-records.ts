import { WrongUsage, type FileRecords } from './file-record.ts'
import { readCsv } from './read-csv.ts'
import { readJsonRecords } from './read-json-records.ts'

/** What begins like JSON is JSON or JSON lines, everything else is CSV. */
export function readRecords(bytes: Uint8Array): FileRecords {
  const text = decode(bytes)
  return /^\s*[[{]/.test(text) ? readJsonRecords(text) : readCsv(text)
}

/** UTF-8, or UTF-16 where a mark says so, as Windows' own shell writes it; without the mark. */
function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new WrongUsage('The file is not UTF-8. Save it as UTF-8 (in Excel: "CSV UTF-8") and try again.')
  }
}
