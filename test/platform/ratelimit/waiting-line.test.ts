import { describe, expect, it } from 'vitest'
import { createWaitingLine, type Waiter } from '../../../server/platform/ratelimit/waiting-line.ts'

function aWaiter(kind: Waiter['kind']): Waiter {
  return { kind, sinceMs: 0, resolve: () => {}, reject: () => {} }
}

describe('createWaitingLine', () => {
  it('serves interactive callers first and each kind in order', () => {
    const line = createWaitingLine()
    const [b1, b2, i1, i2] = (['background', 'background', 'interactive', 'interactive'] as const).map(
      aWaiter,
    )
    for (const waiter of [b1!, b2!, i1!, i2!]) line.add(waiter)
    line.remove(i1!)

    expect([line.takeNext(), line.takeNext(), line.takeNext(), line.takeNext()]).toEqual([
      i2,
      b1,
      b2,
      undefined,
    ])
  })

  it('counts and takes who goes without a slot, the last comers first', () => {
    const line = createWaitingLine()
    const waiters = (['background', 'interactive', 'background', 'background'] as const).map(aWaiter)
    for (const waiter of waiters) line.add(waiter)

    expect([line.missing('interactive', 0), line.missing('interactive', 2)]).toEqual([1, 0])
    expect([line.missing('background', 0), line.missing('background', 2)]).toEqual([3, 2])
    expect(line.takeMissing('background', 2)).toEqual([waiters[2], waiters[3]])
    expect(line.count()).toBe(2)
  })
})
