import {
  anyChar,
  charClass,
  type CharTest,
  type Cursor,
  escaped,
  next,
  same,
  UnsupportedPattern,
} from './pattern-chars.ts'

/** What a pattern is made of; look-around and back-references have no place here, because they cannot be matched in linear time. */
export type PatternNode =
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }

const MAX_NESTING = 50

export function parsePattern(source: string): PatternNode {
  const cursor: Cursor = { source, at: 0, nesting: 0 }
  const node = choice(cursor)
  if (cursor.at < source.length) throw new UnsupportedPattern('unbalanced parenthesis')
  return node
}

function choice(cursor: Cursor): PatternNode {
  const parts = [sequence(cursor)]
  while (cursor.source[cursor.at] === '|') {
    cursor.at += 1
    parts.push(sequence(cursor))
  }
  return { kind: 'choice', parts }
}

function sequence(cursor: Cursor): PatternNode {
  const parts: PatternNode[] = []
  while (cursor.at < cursor.source.length && !'|)'.includes(cursor.source.charAt(cursor.at))) {
    parts.push(repeated(cursor, atom(cursor)))
  }
  return { kind: 'sequence', parts }
}

const SIGNS: Readonly<Record<string, { min: number; max: number }>> = {
  '*': { min: 0, max: Infinity },
  '+': { min: 1, max: Infinity },
  '?': { min: 0, max: 1 },
}

function repeated(cursor: Cursor, part: PatternNode): PatternNode {
  const match = /^(?:([*+?])|\{(\d{1,4})(,(\d{1,4})?)?\})\??/.exec(
    cursor.source.slice(cursor.at, cursor.at + 16),
  )
  if (match === null) return part
  cursor.at += match[0].length
  const sign = SIGNS[match[1] ?? '']
  if (sign !== undefined) return { kind: 'repeat', part, ...sign }
  const min = Number(match[2])
  if (match[3] === undefined) return { kind: 'repeat', part, min, max: min }
  return { kind: 'repeat', part, min, max: match[4] === undefined ? Infinity : Number(match[4]) }
}

function atom(cursor: Cursor): PatternNode {
  const char = next(cursor)
  if ('*+?'.includes(char)) throw new UnsupportedPattern('nothing to repeat')
  return ATOMS[char]?.(cursor) ?? { kind: 'char', test: same(char.charCodeAt(0)) }
}

const ATOMS: Readonly<Record<string, (cursor: Cursor) => PatternNode>> = {
  '(': group,
  '[': (cursor) => ({ kind: 'char', test: charClass(cursor) }),
  '\\': (cursor) => {
    const found = escaped(cursor)
    return { kind: 'char', test: typeof found === 'number' ? same(found) : found }
  },
  '.': () => ({ kind: 'char', test: anyChar }),
  '^': () => ({ kind: 'start' }),
  $: () => ({ kind: 'end' }),
}

function group(cursor: Cursor): PatternNode {
  cursor.nesting += 1
  if (cursor.nesting > MAX_NESTING) throw new UnsupportedPattern('nested too deeply')
  if (cursor.source.startsWith('?:', cursor.at)) cursor.at += 2
  else if (cursor.source[cursor.at] === '?') throw new UnsupportedPattern('look-around or named group')
  const inner = choice(cursor)
  if (cursor.source[cursor.at] !== ')') throw new UnsupportedPattern('unbalanced parenthesis')
  cursor.at += 1
  cursor.nesting -= 1
  return inner
}
