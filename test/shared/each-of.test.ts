import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { eachOf } from '../../server/shared/each-of.ts'

describe('eachOf', () => {
  it('runs all, in their order, never more at once than it may', async () => {
    const begun: number[] = []
    let underWay = 0
    let most = 0
    await eachOf([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item)
      underWay += 1
      most = Math.max(most, underWay)
      await sleep(1)
      underWay -= 1
    })
    expect(begun).toEqual([1, 2, 3, 4, 5])
    expect(most).toBe(2)
  })

  it('rejects with the first failure, when nothing is under way any more', async () => {
    let ended = false
    const running = eachOf(['fails', 'lasts'], 2, async (item) => {
      if (item === 'fails') throw new Error('the first')
      await sleep(20)
      ended = true
      throw new Error('the second')
    })
    await expect(running).rejects.toThrow('the first')
    expect(ended).toBe(true)
  })
})
