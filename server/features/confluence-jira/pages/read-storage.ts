import { endOfClosing, endOfName, endOfOpening, isSelfClosing } from './scan-tag.ts'
import { CDATA, COMMENT, StorageRows, type StorageDocument } from './storage-document.ts'

export { CDATA, COMMENT, type Span, type StorageDocument, type StorageNode } from './storage-document.ts'

export interface UnreadableStorage {
  /** Where reading ended. */
  readonly at: number
  /** One sentence for a person. */
  readonly why: string
}

export type StorageReading =
  | { readonly outcome: 'read'; readonly document: StorageDocument }
  | { readonly outcome: 'unreadable'; readonly unreadable: UnreadableStorage }

const MOST_LEVELS = 500
const GREATER = '>'.charCodeAt(0)
const SLASH = '/'.charCodeAt(0)
const EXCLAMATION = '!'.charCodeAt(0)
const QUESTION = '?'.charCodeAt(0)
const SECTIONS = [
  { name: COMMENT, opening: '<!--', closing: '-->' },
  { name: CDATA, opening: '<![CDATA[', closing: ']]>' },
  { name: COMMENT, opening: '<?', closing: '?>' },
]

/** Reads every tag strictly: whatever XML would refuse is refused, as no edit may rest on a guess. Entities stay as they are. */
export function readStorage(source: string): StorageReading {
  const rows = new StorageRows(source)
  let at = source.indexOf('<')
  while (at >= 0) {
    const step = readMarkup(rows, at)
    if (typeof step !== 'number') return { outcome: 'unreadable', unreadable: step }
    at = source.indexOf('<', step)
  }
  if (rows.open >= 0) return { outcome: 'unreadable', unreadable: notClosed(rows) }
  return { outcome: 'read', document: rows }
}

type Step = number | UnreadableStorage

/** Where the markup that begins at `at` ends. */
function readMarkup(rows: StorageRows, at: number): Step {
  const second = rows.source.charCodeAt(at + 1)
  if (second === SLASH) return readClosingTag(rows, at)
  return second === EXCLAMATION || second === QUESTION ? readSection(rows, at) : readOpeningTag(rows, at)
}

function readSection(rows: StorageRows, at: number): Step {
  const section = SECTIONS.find(({ opening }) => rows.source.startsWith(opening, at))
  if (section === undefined) return { at, why: 'A declaration stands in the page.' }
  const { name, opening, closing } = section
  const closingAt = rows.source.indexOf(closing, at + opening.length)
  if (closingAt < 0) return { at, why: `What begins with "${opening}" does not end.` }
  const index = rows.add(rows.names.idOf(name), at, at + opening.length)
  rows.end(index, closingAt, closingAt + closing.length)
  return closingAt + closing.length
}

function readOpeningTag(rows: StorageRows, at: number): Step {
  const { source, names } = rows
  const nameId = names.idAt(source, at + 1)
  const name = names.at(nameId)
  if (name === '') return { at, why: 'A "<" begins no tag.' }
  const nameEnd = at + 1 + name.length
  const end = endOfOpening(source, nameEnd)
  if (end === 0) return { at, why: `The tag <${shown(name)}> does not end as a tag does.` }
  if (rows.levels >= MOST_LEVELS)
    return { at, why: `More than ${MOST_LEVELS} elements lie within each other.` }
  const index = rows.add(nameId, at, end)
  if (!isSelfClosing(source, end)) rows.enter(index)
  return end
}

function readClosingTag(rows: StorageRows, at: number): Step {
  const { source } = rows
  const name = rows.nameAt(rows.open)
  const plainEnd = at + 2 + name.length
  // Nearly all tags are written so.
  const isPlain = source.charCodeAt(plainEnd) === GREATER && source.slice(at + 2, plainEnd) === name
  if (name === '' || !isPlain) return readOddClosingTag(rows, at)
  rows.leave(at, plainEnd + 1)
  return plainEnd + 1
}

function readOddClosingTag(rows: StorageRows, at: number): Step {
  const { source } = rows
  const nameEnd = endOfName(source, at + 2)
  const name = source.slice(at + 2, nameEnd)
  const end = nameEnd === at + 2 ? 0 : endOfClosing(source, nameEnd)
  if (end === 0) return { at, why: `The tag </${shown(name)}> does not end as a tag does.` }
  if (rows.open < 0) return { at, why: `</${shown(name)}> closes nothing.` }
  const open = rows.nameAt(rows.open)
  if (open !== name)
    return {
      at,
      why: `</${shown(name)}> stands where <${shown(open)}> at ${rows.startAt(rows.open)} is open.`,
    }
  rows.leave(at, end)
  return end
}

function notClosed(rows: StorageRows): UnreadableStorage {
  return { at: rows.startAt(rows.open), why: `<${shown(rows.nameAt(rows.open))}> is not closed.` }
}

/** A name may be as long as the page. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}
