import { describe, expect, it } from 'vitest'
import { atOnce, inSlices } from '../../../ui/src/screens/studio/answer/sliced.ts'

function* busyFor(ms: number, stepMs = 0.5): Generator<void, string> {
  const end = performance.now() + ms
  while (performance.now() < end) {
    const until = performance.now() + stepMs
    while (performance.now() < until);
    yield
  }
  return 'done'
}

describe('work in slices', () => {
  it('does small work at once, before anything else runs', async () => {
    let steps = 0
    const work = (function* () {
      for (; steps < 10; steps += 1) yield
    })()
    const ending = inSlices(work)
    expect(steps).toBe(10)
    await ending
  })

  it('lets other work run in between', async () => {
    let turns = 0
    let isDone = false
    const other = (function count(): void {
      turns += 1
      if (!isDone) setImmediate(count)
    })()
    let pauses = 0
    expect(await inSlices(busyFor(100), { onPause: () => (pauses += 1) })).toBe('done')
    isDone = true
    expect(other).toBeUndefined()
    expect(pauses).toBeGreaterThanOrEqual(5)
    expect(turns).toBeGreaterThanOrEqual(5)
  })

  it('stops when aborted and says that there is no result', async () => {
    const stop = new AbortController()
    let steps = 0
    const endless = (function* (): Generator<void, string> {
      for (;;) {
        steps += 1
        yield
      }
    })()
    const ending = inSlices(endless, { signal: stop.signal })
    stop.abort()
    expect(await ending).toBeUndefined()
    const before = steps
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(steps).toBe(before)
  })

  it('passes on what the work throws', async () => {
    const failing = (function* (): Generator<void, void> {
      yield
      throw new Error('broken')
    })()
    await expect(inSlices(failing)).rejects.toThrow('broken')
  })

  it('can do all of it at once', () => {
    expect(atOnce(busyFor(1))).toBe('done')
  })
})
