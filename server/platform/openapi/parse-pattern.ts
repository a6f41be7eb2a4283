/** What a pattern is made of; look-around and back-references have no place here, because they cannot be matched in linear time. */
export type PatternNode =
  | { readonly kind: 'char'; readonly test: (code: number) => boolean }
  | { readonly kind: 'start' | 'end' | 'empty' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }

type CharTest = (code: number) => boolean

/** Thrown and caught inside this module: the pattern uses what is not linear, or is none. */
export class UnsupportedPattern extends Error {}

const MAX_NESTING = 50

export function parsePattern(source: string): PatternNode {
  let at = 0
  let nesting = 0
  const node = choice()
  if (at < source.length) throw new UnsupportedPattern('unbalanced parenthesis')
  return node

  function choice(): PatternNode {
    const parts = [sequence()]
    while (source[at] === '|') {
      at += 1
      parts.push(sequence())
    }
    return { kind: 'choice', parts }
  }

  function sequence(): PatternNode {
    const parts: PatternNode[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(repeated(atom()))
    return { kind: 'sequence', parts }
  }

  function repeated(part: PatternNode): PatternNode {
    const match = /^(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})\??/.exec(source.slice(at, at + 16))
    if (match === null) return part
    at += match[0].length
    if (match[1] === '*') return { kind: 'repeat', part, min: 0, max: Infinity }
    if (match[1] === '+') return { kind: 'repeat', part, min: 1, max: Infinity }
    if (match[1] === '?') return { kind: 'repeat', part, min: 0, max: 1 }
    const min = Number(match[2])
    const upper = match[4] === undefined ? Infinity : Number(match[4])
    return { kind: 'repeat', part, min, max: match[3] === undefined ? min : upper }
  }

  function atom(): PatternNode {
    const char = source[at] ?? ''
    at += 1
    switch (char) {
      case '(':
        return group()
      case '[':
        return { kind: 'char', test: charClass() }
      case '\\':
        return { kind: 'char', test: escape(false) }
      case '.':
        return { kind: 'char', test: (code) => !LINE_ENDS.has(code) }
      case '^':
        return { kind: 'start' }
      case '$':
        return { kind: 'end' }
      case '*':
      case '+':
      case '?':
        throw new UnsupportedPattern('nothing to repeat')
    }
    return { kind: 'char', test: same(char) }
  }

  function group(): PatternNode {
    nesting += 1
    if (nesting > MAX_NESTING) throw new UnsupportedPattern('nested too deeply')
    if (source.startsWith('?:', at)) at += 2
    else if (source[at] === '?') throw new UnsupportedPattern('look-around or named group')
    const inner = choice()
    if (source[at] !== ')') throw new UnsupportedPattern('unbalanced parenthesis')
    at += 1
    nesting -= 1
    return inner
  }

  function charClass(): CharTest {
    const negated = source[at] === '^'
    if (negated) at += 1
    const tests: CharTest[] = []
    while (source[at] !== ']') {
      if (at >= source.length) throw new UnsupportedPattern('unbalanced bracket')
      tests.push(classPart())
    }
    at += 1
    return (code) => tests.some((test) => test(code)) !== negated
  }

  function classPart(): CharTest {
    const low = classChar()
    const isRange = source[at] === '-' && source[at + 1] !== ']' && at + 1 < source.length
    if (!isRange) return typeof low === 'number' ? (code) => code === low : low
    at += 1
    const high = classChar()
    if (typeof low !== 'number' || typeof high !== 'number') throw new UnsupportedPattern('range of classes')
    return (code) => code >= low && code <= high
  }

  function classChar(): number | CharTest {
    const char = source[at] ?? ''
    at += 1
    if (char !== '\\') return char.charCodeAt(0)
    const escaped = source[at] ?? ''
    if (SETS[escaped] !== undefined) return escape(true)
    return escapedCode(true)
  }

  function escape(inClass: boolean): CharTest {
    const set = SETS[source[at] ?? '']
    if (set === undefined) {
      const wanted = escapedCode(inClass)
      return (code) => code === wanted
    }
    at += 1
    return set
  }

  function escapedCode(inClass: boolean): number {
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(source.slice(at, at + 5))
    if (hex !== null) {
      at += hex[0].length
      return Number.parseInt(hex[1] ?? hex[2] ?? '', 16)
    }
    const char = source[at] ?? ''
    at += 1
    if (char === 'b' && inClass) return 8
    const control = CONTROLS[char]
    if (control !== undefined) return control
    if (char === '' || /[A-Za-z1-9]/.test(char)) throw new UnsupportedPattern(`escape \\${char}`)
    return char.charCodeAt(0)
  }
}

const LINE_ENDS = new Set([10, 13, 0x20_28, 0x20_29])
const CONTROLS: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, '0': 0 }
const isDigit: CharTest = (code) => code >= 48 && code <= 57
const isWord: CharTest = (code) =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
const isSpace: CharTest = (code) => /\s/.test(String.fromCharCode(code))
const SETS: Readonly<Record<string, CharTest>> = {
  d: isDigit,
  D: (code) => !isDigit(code),
  w: isWord,
  W: (code) => !isWord(code),
  s: isSpace,
  S: (code) => !isSpace(code),
}

function same(char: string): CharTest {
  const wanted = char.charCodeAt(0)
  return (code) => code === wanted
}
