/** A stretch of both texts, by the numbers that stand for their lines. */
export interface Stretch {
  readonly a: Int32Array
  readonly b: Int32Array
}

/** Lines that both have, as pairs of places in rising order. */
export type Pairs = readonly (readonly [inA: number, inB: number])[]

const MOST_EDITS = 1_000

/** Those that are there once in both, as far as they stand in the same order: sure places to begin from. */
export function uniquePairs({ a, b }: Stretch): Pairs {
  const inB = placesOfUnique(b)
  const pairs: [number, number][] = []
  for (const [line, place] of placesOfUnique(a)) {
    const other = inB.get(line)
    if (other !== undefined) pairs.push([place, other])
  }
  return longestRising(pairs)
}

function placesOfUnique(lines: Int32Array): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  const repeated = new Set<number>()
  lines.forEach((line, place) => {
    if (places.has(line)) repeated.add(line)
    else places.set(line, place)
  })
  for (const line of repeated) places.delete(line)
  return places
}

/** Of pairs by the order of the first, the most whose second rises too (patience sorting). */
function longestRising(pairs: Pairs): Pairs {
  const tops: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([, inB], index) => {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tops[middle] ?? 0]?.[1] ?? 0) < inB) low = middle + 1
      else high = middle
    }
    before[index] = tops[low - 1] ?? -1
    tops[low] = index
  })
  const chosen: (readonly [number, number])[] = []
  for (let at = tops.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair) chosen.push(pair)
  }
  return chosen.reverse()
}

/** By the fewest edits (Myers, 1986); undefined where there are too many of them to be worth it. */
export function fewestEdits({ a, b }: Stretch): Pairs | undefined {
  const most = Math.min(a.length + b.length, MOST_EDITS)
  // How far one gets in `a` on each diagonal; those of every step are kept for the way back.
  let reached = new Int32Array(3)
  const steps: Int32Array[] = []
  for (let edits = 0; edits <= most; edits += 1) {
    steps.push(reached)
    const next = new Int32Array(2 * edits + 5)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = startOn(reached, { diagonal, edits })
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1
      next[diagonal + edits + 2] = x
      if (x >= a.length && x - diagonal >= b.length) return wayBack(steps, { a, b, edits })
    }
    reached = next
  }
  return undefined
}

interface At {
  readonly diagonal: number
  readonly edits: number
}

/** `reached` is of one edit less, with two places of room at its ends. */
function startOn(reached: Int32Array, { diagonal, edits }: At): number {
  if (edits === 0) return 0
  const right = reached[diagonal + edits] ?? 0
  const down = reached[diagonal + edits + 2] ?? 0
  return isDown({ diagonal, edits }, { right, down }) ? down : right + 1
}

function isDown(
  { diagonal, edits }: At,
  { right, down }: { readonly right: number; readonly down: number },
): boolean {
  return diagonal === -edits || (diagonal !== edits && right < down)
}

function wayBack(steps: readonly Int32Array[], { a, b, edits: last }: Stretch & { readonly edits: number }) {
  const pairs: (readonly [number, number])[] = []
  let x = a.length
  let y = b.length
  for (let edits = last; edits >= 0; edits -= 1) {
    const diagonal = x - y
    const begun = startOn(steps[edits] ?? new Int32Array(0), { diagonal, edits })
    while (x > begun) {
      x -= 1
      y -= 1
      pairs.push([x, y])
    }
    if (edits === 0) break
    const reached = steps[edits] ?? new Int32Array(0)
    const right = reached[diagonal + edits] ?? 0
    const down = reached[diagonal + edits + 2] ?? 0
    if (isDown({ diagonal, edits }, { right, down })) y -= 1
    else x -= 1
  }
  return pairs.reverse()
}
