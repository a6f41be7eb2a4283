/** A small seeded generator (mulberry32): the same seed gives the same workspace. */
export interface Random {
  uint32(): number
  /** 0 <= value < 1 */
  unit(): number
  /** 0 <= value < limit, whole */
  below(limit: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const uint32 = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const unit = (): number => uint32() / 4_294_967_296
  const below = (limit: number): number => Math.floor(unit() * limit)
  return { uint32, unit, below, chance: (probability) => unit() < probability, pick: picker(below) }
}

function picker(below: (limit: number) => number) {
  return <Item>(items: readonly Item[]): Item => {
    const item = items[below(items.length)]
    if (item === undefined) throw new RangeError('there is nothing to pick from')
    return item
  }
}

/** In place. */
export function shuffle(items: unknown[], random: Random): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1)
    const [a, b] = [items[index], items[other]]
    if (a === undefined || b === undefined) continue
    items[index] = b
    items[other] = a
  }
}
