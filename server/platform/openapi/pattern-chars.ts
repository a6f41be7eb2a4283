export type CharTest = (code: number) => boolean

/** Where a pattern has been read to. */
export interface Cursor {
  readonly source: string
  at: number
  nesting: number
}

/** Thrown and caught inside this module: the pattern uses what is not linear, or is none. */
export class UnsupportedPattern extends Error {}

export function next(cursor: Cursor): string {
  const char = cursor.source.charAt(cursor.at)
  cursor.at += 1
  return char
}

/** The part between brackets; the opening one has been read. */
export function charClass(cursor: Cursor): CharTest {
  const isNegated = cursor.source[cursor.at] === '^'
  if (isNegated) cursor.at += 1
  const tests: CharTest[] = []
  while (cursor.source[cursor.at] !== ']') {
    if (cursor.at >= cursor.source.length) throw new UnsupportedPattern('unbalanced bracket')
    tests.push(classPart(cursor))
  }
  cursor.at += 1
  return (code) => tests.some((test) => test(code)) !== isNegated
}

function classPart(cursor: Cursor): CharTest {
  const low = classChar(cursor)
  const { source, at } = cursor
  const isRange = source[at] === '-' && source[at + 1] !== ']' && at + 1 < source.length
  if (!isRange) return typeof low === 'number' ? same(low) : low
  cursor.at += 1
  const high = classChar(cursor)
  if (typeof low !== 'number' || typeof high !== 'number') throw new UnsupportedPattern('range of classes')
  return (code) => code >= low && code <= high
}

function classChar(cursor: Cursor): number | CharTest {
  const char = next(cursor)
  if (char !== '\\') return char.charCodeAt(0)
  if (cursor.source[cursor.at] !== 'b') return escaped(cursor)
  cursor.at += 1
  return 8
}

/** What follows a backslash: a set such as \d, or one character. */
export function escaped(cursor: Cursor): number | CharTest {
  const set = SETS[cursor.source.charAt(cursor.at)]
  if (set !== undefined) {
    cursor.at += 1
    return set
  }
  const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(cursor.source.slice(cursor.at, cursor.at + 5))
  if (hex !== null) {
    cursor.at += hex[0].length
    return Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
  }
  const char = next(cursor)
  const control = CONTROLS[char]
  if (control !== undefined) return control
  if (char === '' || /[A-Za-z1-9]/.test(char)) throw new UnsupportedPattern(`escape \\${char}`)
  return char.charCodeAt(0)
}

export function same(wanted: number): CharTest {
  return (code) => code === wanted
}

const LINE_ENDS = new Set([10, 13, 0x20_28, 0x20_29])
export const anyChar: CharTest = (code) => !LINE_ENDS.has(code)

const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 }
const isDigit: CharTest = (code) => code >= 48 && code <= 57
const isWord: CharTest = (code) => /\w/.test(String.fromCharCode(code))
const isSpace: CharTest = (code) => /\s/.test(String.fromCharCode(code))
const SETS: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
}
