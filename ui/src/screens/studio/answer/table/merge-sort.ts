export type Compare = (a: number, b: number) => number

const RUN = 512

/** A stable sort that can be interrupted: short runs by the language's own, merged afterwards. Changes the given list. */
export function* mergeSorted(items: Uint32Array, compare: Compare): Generator<void, Uint32Array> {
  for (let start = 0; start < items.length; start += RUN) {
    items.subarray(start, start + RUN).sort(compare)
    yield
  }
  let from = items
  let to: Uint32Array = new Uint32Array(items.length)
  for (let width = RUN; width < items.length; width *= 2) {
    for (let start = 0; start < items.length; start += 2 * width) {
      const middle = Math.min(start + width, items.length)
      const end = Math.min(middle + width, items.length)
      yield* merge(
        [from.subarray(start, middle), from.subarray(middle, end)],
        to.subarray(start, end),
        compare,
      )
    }
    ;[from, to] = [to, from]
  }
  return from
}

function* merge(
  [left, right]: readonly [Uint32Array, Uint32Array],
  to: Uint32Array,
  compare: Compare,
): Generator<void, void> {
  let atLeft = 0
  let atRight = 0
  for (let at = 0; at < to.length; at += 1) {
    const a = left[atLeft]
    const b = right[atRight]
    if (b === undefined || (a !== undefined && compare(a, b) <= 0)) {
      to[at] = a ?? 0
      atLeft += 1
    } else {
      to[at] = b
      atRight += 1
    }
    if (at % RUN === 0) yield
  }
}
