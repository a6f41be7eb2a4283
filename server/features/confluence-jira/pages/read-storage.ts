/** Offsets are UTF-16 units of the very string that was read; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** An element; a CDATA section under the name CDATA; a comment or processing instruction under the name COMMENT. */
export interface StorageNode extends Span {
  readonly name: string
  /** Behind the opening tag; of a self-closing element equal to `innerEnd` and `end`. */
  readonly innerStart: number
  readonly innerEnd: number
  readonly parent: StorageNode | null
  /** Its place in `nodes`; its descendants are those from `index + 1` up to, not including, `next`. */
  readonly index: number
  readonly next: number
}

export interface StorageDocument {
  readonly source: string
  /** All of them, each before what it holds. */
  readonly nodes: readonly StorageNode[]
}

export interface UnreadableStorage {
  /** Where reading ended. */
  readonly at: number
  /** One sentence for a person. */
  readonly why: string
}

export type StorageReading =
  | { readonly outcome: 'read'; readonly document: StorageDocument }
  | { readonly outcome: 'unreadable'; readonly unreadable: UnreadableStorage }

export const COMMENT = '#comment'
export const CDATA = '#cdata'

const MOST_LEVELS = 500
const SECTIONS = [
  { name: COMMENT, opening: '<!--', closing: '-->' },
  { name: CDATA, opening: '<![CDATA[', closing: ']]>' },
  { name: COMMENT, opening: '<?', closing: '?>' },
]

type OpenNode = { -readonly [Key in keyof StorageNode]: StorageNode[Key] }

const GREATER = '>'.charCodeAt(0)
const SLASH = '/'.charCodeAt(0)
const NAME = /[^\s<>/="'!?]+/y
const ATTRIBUTE = /\s+[^\s<>/="']+\s*=\s*["']/y
const TAG_END = /\s*\/?>/y
const CLOSE_END = /\s*>/y

/** Reads every tag strictly: whatever XML would refuse is refused, as no edit may rest on a guess. Entities stay as they are. */
export function readStorage(source: string): StorageReading {
  const nodes: OpenNode[] = []
  const open: OpenNode[] = []
  let at = source.indexOf('<')
  while (at >= 0) {
    const step = readMarkup({ source, nodes, open }, at)
    if (typeof step !== 'number') return { outcome: 'unreadable', unreadable: step }
    at = source.indexOf('<', step)
  }
  const left = open.at(-1)
  if (left !== undefined) return { outcome: 'unreadable', unreadable: notClosed(left) }
  return { outcome: 'read', document: { source, nodes } }
}

interface Scan {
  readonly source: string
  readonly nodes: OpenNode[]
  readonly open: OpenNode[]
}

type Step = number | UnreadableStorage

/** Where the markup that begins at `at` ends. */
function readMarkup(scan: Scan, at: number): Step {
  const second = scan.source[at + 1]
  if (second === '/') return readClosingTag(scan, at)
  return second === '!' || second === '?' ? readSection(scan, at) : readOpeningTag(scan, at)
}

function readSection(scan: Scan, at: number): Step {
  const section = SECTIONS.find(({ opening }) => scan.source.startsWith(opening, at))
  if (section === undefined) return { at, why: 'A declaration stands in the page.' }
  const { name, opening, closing } = section
  const closingAt = scan.source.indexOf(closing, at + opening.length)
  if (closingAt < 0) return { at, why: `What begins with "${opening}" does not end.` }
  const end = closingAt + closing.length
  const node = push(scan, { name, at })
  Object.assign(node, { innerStart: at + opening.length, innerEnd: end - closing.length, end })
  node.next = scan.nodes.length
  return end
}

function readOpeningTag(scan: Scan, at: number): Step {
  const { source, open } = scan
  const nameEnd = matchEnd(NAME, source, at + 1)
  if (nameEnd === 0) return { at, why: 'A "<" begins no tag.' }
  const name = source.slice(at + 1, nameEnd)
  const afterAttributes = source.charCodeAt(nameEnd) === GREATER ? nameEnd : skipAttributes(source, nameEnd)
  const end = matchEnd(TAG_END, source, afterAttributes)
  if (end === 0) return { at, why: `The tag <${shown(name)}> does not end as a tag does.` }
  if (open.length >= MOST_LEVELS)
    return { at, why: `More than ${MOST_LEVELS} elements lie within each other.` }
  const node = push(scan, { name, at })
  node.innerStart = node.innerEnd = node.end = end
  node.next = scan.nodes.length
  if (source.charCodeAt(end - 2) !== SLASH) open.push(node)
  return end
}

function skipAttributes(source: string, from: number): number {
  let at = from
  for (;;) {
    const value = matchEnd(ATTRIBUTE, source, at)
    if (value === 0) return at
    const quote = source.indexOf(source.charAt(value - 1), value)
    if (quote < 0) return at
    at = quote + 1
  }
}

function readClosingTag(scan: Scan, at: number): Step {
  const { source, nodes, open } = scan
  const last = open.at(-1)
  const plainEnd = last === undefined ? 0 : at + 2 + last.name.length
  // Nearly all tags are written so, and a name is not worth a copy of it.
  const isPlain =
    last !== undefined && source.charCodeAt(plainEnd) === GREATER && source.startsWith(last.name, at + 2)
  if (!isPlain) return readOddClosingTag(scan, at)
  open.pop()
  last.innerEnd = at
  last.end = plainEnd + 1
  last.next = nodes.length
  return last.end
}

function readOddClosingTag({ source, nodes, open }: Scan, at: number): Step {
  const nameEnd = matchEnd(NAME, source, at + 2)
  const name = source.slice(at + 2, nameEnd)
  const end = nameEnd === 0 ? 0 : matchEnd(CLOSE_END, source, nameEnd)
  if (end === 0) return { at, why: `The tag </${shown(name)}> does not end as a tag does.` }
  const node = open.pop()
  if (node === undefined) return { at, why: `</${shown(name)}> closes nothing.` }
  if (node.name !== name)
    return { at, why: `</${shown(name)}> stands where <${shown(node.name)}> at ${node.start} is open.` }
  node.innerEnd = at
  node.end = end
  node.next = nodes.length
  return end
}

function push({ nodes, open }: Scan, { name, at }: { name: string; at: number }): OpenNode {
  const node: OpenNode = {
    name,
    start: at,
    innerStart: at,
    innerEnd: at,
    end: at,
    parent: open.at(-1) ?? null,
    index: nodes.length,
    next: 0,
  }
  nodes.push(node)
  return node
}

/** 0 where the pattern does not match. */
function matchEnd(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : 0
}

function notClosed(node: StorageNode): UnreadableStorage {
  return { at: node.start, why: `<${shown(node.name)}> is not closed.` }
}

/** A name may be as long as the page. */
function shown(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name
}
