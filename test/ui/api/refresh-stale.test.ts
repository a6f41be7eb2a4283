import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, describe, expect, it } from 'vitest'
import { refreshStale } from '../../../ui/src/api/refresh-stale.ts'

const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
afterEach(() => queries.clear())

/** A list that is shown; each question reads what is there at once, and is answered when `answer` is called. */
function shown(name: string) {
  let there = 0
  const answers: (() => void)[] = []
  const observer = new QueryObserver(queries, {
    queryKey: [name],
    queryFn: () => {
      const read = there
      return new Promise<number>((resolve) => answers.push(() => resolve(read)))
    },
  })
  const unsubscribe = observer.subscribe(() => {})
  return {
    change: () => void (there += 1),
    answer: async () => {
      await expect.poll(() => answers.length).toBeGreaterThan(0)
      answers.shift()!()
    },
    asked: () => answers.length,
    value: () => observer.getCurrentResult().data,
    close: unsubscribe,
  }
}

const isOf =
  (name: string) =>
  ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    queryKey[0] === name

describe('what an event makes stale', () => {
  it('is asked for anew, and nothing else is', async () => {
    const [list, other] = [shown('list'), shown('other')]
    await list.answer()
    await other.answer()
    await expect.poll(() => [list.value(), other.value()]).toEqual([0, 0])

    list.change()
    const refreshed = refreshStale(queries, isOf('list'))
    await list.answer()
    await refreshed
    expect(list.value()).toBe(1)
    expect(other.asked()).toBe(0)
    list.close()
    other.close()
  })

  it('is asked for once more where it was under way: it may have been read before', async () => {
    const list = shown('list')
    await expect.poll(() => list.asked()).toBe(1)
    list.change()
    const both = Promise.all([refreshStale(queries, isOf('list')), refreshStale(queries, isOf('list'))])
    await list.answer()
    await list.answer()
    await both
    expect(list.value()).toBe(1)
    expect(list.asked()).toBe(0)
    list.close()
  })
})
