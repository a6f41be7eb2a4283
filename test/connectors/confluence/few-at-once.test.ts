import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fewAtOnce } from '../../../server/connectors/confluence/few-at-once.ts'

describe('fewAtOnce', () => {
  it('gives results in the order of the items, never with more than four under way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(), { maxLength: 12 }), async (scheduler, items) => {
        let running = 0
        let most = 0
        const working = fewAtOnce(items, async (item) => {
          most = Math.max(most, (running += 1))
          await scheduler.schedule(Promise.resolve())
          running -= 1
          return item * 2
        })

        expect(await scheduler.waitFor(working)).toEqual(items.map((item) => item * 2))
        expect(most).toBe(Math.min(4, items.length))
      }),
    )
  })

  it('begins nothing more after a failure', async () => {
    const begun: number[] = []
    const working = fewAtOnce([1, 2, 3, 4, 5, 6, 7], async (item) => {
      begun.push(item)
      await Promise.resolve()
      if (item === 2) throw new Error('no')
    })

    await expect(working).rejects.toThrow('no')
    expect(begun.length).toBeLessThanOrEqual(5)
    expect(begun).not.toContain(7)
  })
})
