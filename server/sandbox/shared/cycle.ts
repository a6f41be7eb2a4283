export function times(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** Round and round through the words. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length]
  if (item === undefined) throw new RangeError('there is nothing to take from')
  return item
}

/** The word at this place; further rounds get a number, so that names stay different. */
export function nameAt(words: readonly string[], index: number): string {
  const round = Math.floor(index / words.length)
  return round === 0 ? at(words, index) : `${at(words, index)} ${round + 1}`
}
