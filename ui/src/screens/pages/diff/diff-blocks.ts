import { fewestEdits, uniquePairs, type Pairs, type Stretch } from './common-lines.ts'
import { splitMarkup } from './split-markup.ts'

/** What both texts hold, or what the one holds in place of what the other held. */
export type Block =
  | { readonly kind: 'same'; readonly lines: readonly string[] }
  | { readonly kind: 'changed'; readonly removed: readonly string[]; readonly added: readonly string[] }

export interface Diff {
  readonly blocks: readonly Block[]
  /** Somewhere the texts differ too much to be compared line by line: there the old stands above the new as a whole. */
  readonly isRough: boolean
}

/** What has changed between two texts of markup; for texts of any length. */
export function diffBlocks(before: string, after: string): Diff {
  const old = splitMarkup(before)
  const now = splitMarkup(after)
  const numbers = new Map<string, number>()
  const numbered = (lines: readonly string[]): Int32Array =>
    Int32Array.from(lines, (line) => {
      const known = numbers.get(line)
      if (known === undefined) numbers.set(line, numbers.size)
      return known ?? numbers.size - 1
    })
  const { pairs, isRough } = commonLines({ a: numbered(old), b: numbered(now) })
  return { blocks: blocksOf({ old, now }, pairs), isRough }
}

interface Texts {
  readonly old: readonly string[]
  readonly now: readonly string[]
}

function blocksOf({ old, now }: Texts, pairs: Pairs): readonly Block[] {
  const blocks: Block[] = []
  let same: string[] = []
  let inOld = 0
  let inNow = 0
  const end = [[old.length, now.length]] as const
  for (const [atOld, atNow] of [...pairs, ...end]) {
    if (atOld > inOld || atNow > inNow) {
      if (same.length > 0) blocks.push({ kind: 'same', lines: same })
      same = []
      blocks.push({ kind: 'changed', removed: old.slice(inOld, atOld), added: now.slice(inNow, atNow) })
    }
    const line = old[atOld]
    if (line !== undefined) same.push(line)
    inOld = atOld + 1
    inNow = atNow + 1
  }
  if (same.length > 0) blocks.push({ kind: 'same', lines: same })
  return blocks
}

/** Sure places first, then what is between two of them by the fewest edits. */
function commonLines(whole: Stretch): { readonly pairs: Pairs; readonly isRough: boolean } {
  const pairs: (readonly [number, number])[] = []
  let isRough = false
  const compare = ({ a, b }: Stretch, atA: number, atB: number): void => {
    const start = sameAtStart(a, b)
    const end = sameAtEnd(a.subarray(start), b.subarray(start))
    for (let at = 0; at < start; at += 1) pairs.push([atA + at, atB + at])
    const inner = { a: a.subarray(start, a.length - end), b: b.subarray(start, b.length - end) }
    if (inner.a.length > 0 && inner.b.length > 0) within(inner, atA + start, atB + start)
    for (let at = end; at > 0; at -= 1) pairs.push([atA + a.length - at, atB + b.length - at])
  }
  const within = (inner: Stretch, atA: number, atB: number): void => {
    const sure = uniquePairs(inner)
    if (sure.length > 0) return between(inner, sure, { atA, atB })
    const found = hasCommon(inner) ? fewestEdits(inner) : []
    isRough ||= found === undefined
    for (const [inA, inB] of found ?? []) pairs.push([atA + inA, atB + inB])
  }
  const between = ({ a, b }: Stretch, sure: Pairs, { atA, atB }: { atA: number; atB: number }): void => {
    let fromA = 0
    let fromB = 0
    for (const [inA, inB] of [...sure, [a.length, b.length] as const]) {
      compare({ a: a.subarray(fromA, inA), b: b.subarray(fromB, inB) }, atA + fromA, atB + fromB)
      if (inA < a.length) pairs.push([atA + inA, atB + inB])
      fromA = inA + 1
      fromB = inB + 1
    }
  }
  compare(whole, 0, 0)
  return { pairs, isRough }
}

function sameAtStart(a: Int32Array, b: Int32Array): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1
  return count
}

function sameAtEnd(a: Int32Array, b: Int32Array): number {
  let count = 0
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count += 1
  return count
}

function hasCommon({ a, b }: Stretch): boolean {
  const known = new Set(a)
  return b.some((line) => known.has(line))
}
