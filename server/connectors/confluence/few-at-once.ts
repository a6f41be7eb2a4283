/** Leaves room for the other requests of the workspace. */
const MOST_AT_ONCE = 4

/** Results in the order of the items; after the first failure nothing more is begun. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  const waiting = [...items.entries()].toReversed()
  const workOff = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [place, item] = next
      try {
        results[place] = await work(item)
      } catch (error) {
        waiting.length = 0
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(MOST_AT_ONCE, items.length) }, workOff))
  return results
}
