/** Runs a step for each of the items, some at a time, begun in their order. Rejects with the first failure once nothing is under way any more. */
export async function eachOf<T>(
  items: readonly T[],
  mostAtOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items]
  const failures: unknown[] = []
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item)
  }
  const worker = (): Promise<void> => work().catch((error: unknown) => void failures.push(error))
  await Promise.all(Array.from({ length: mostAtOnce }, worker))
  if (failures.length > 0) throw failures[0]
}
