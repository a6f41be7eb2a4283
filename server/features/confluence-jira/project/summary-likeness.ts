/** A text, read once to be compared with many. */
export interface Letters {
  /** Their code points. */
  readonly all: Uint32Array
  readonly counts: ReadonlyMap<number, number>
}

/** Capitals count as small letters. */
export function lettersOf(text: string): Letters {
  const all = Uint32Array.from(text.toLowerCase(), (letter) => letter.codePointAt(0) ?? 0)
  const counts = new Map<number, number>()
  for (const letter of all) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return { all, counts }
}

/**
 * How alike two texts are, from 0 to 1, as Ratcliff and Obershelp measure it: twice the letters in their longest common run and, again, in
 * what is left and right of it, by the letters of both. Memory is linear in their lengths. 0 as soon as it must be less than `atLeast`.
 */
export function likeness({ all: a }: Letters, { all: b }: Letters, atLeast = 0): number {
  const total = a.length + b.length
  const open: Part[] = [{ from: 0, until: a.length, otherFrom: 0, otherUntil: b.length }]
  let matching = 0
  let possible = Math.min(a.length, b.length)
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { at, otherAt, length } = longestRun(a, b, part)
    const { from, until, otherFrom, otherUntil } = part
    const left = { from, until: at, otherFrom, otherUntil: otherAt }
    const right = { from: at + length, until, otherFrom: otherAt + length, otherUntil }
    const rest = length === 0 ? [] : [left, right].filter((one) => mostIn(one) > 0)
    matching += length
    open.push(...rest)
    possible += length - mostIn(part) + rest.reduce((sum, one) => sum + mostIn(one), 0)
    if (ratio(possible, total) < atLeast) return 0
  }
  return ratio(matching, total)
}

function mostIn({ from, until, otherFrom, otherUntil }: Part): number {
  return Math.min(until - from, otherUntil - otherFrom)
}

/** Never less than likeness, and far quicker: the letters that both have, in whatever order. */
export function mostLikeness(one: Letters, other: Letters): number {
  let shared = 0
  for (const [letter, count] of one.counts) shared += Math.min(count, other.counts.get(letter) ?? 0)
  return ratio(shared, one.all.length + other.all.length)
}

function ratio(matching: number, total: number): number {
  return total === 0 ? 1 : (2 * matching) / total
}

interface Part {
  readonly from: number
  readonly until: number
  readonly otherFrom: number
  readonly otherUntil: number
}

/** The first of the longest. */
function longestRun(a: Uint32Array, b: Uint32Array, { from, until, otherFrom, otherUntil }: Part) {
  const best = { at: from, otherAt: otherFrom, length: 0 }
  // Lengths of the runs that end before each letter of b, one letter of a ago.
  const runs = new Uint32Array(otherUntil - otherFrom + 1)
  for (let at = from; at < until; at += 1) {
    const letter = a[at]
    let before = 0
    for (let otherAt = otherFrom; otherAt < otherUntil; otherAt += 1) {
      const place = otherAt - otherFrom + 1
      const length = letter === b[otherAt] ? before + 1 : 0
      before = runs[place] ?? 0
      runs[place] = length
      if (length <= best.length) continue
      best.at = at - length + 1
      best.otherAt = otherAt - length + 1
      best.length = length
    }
  }
  return best
}
