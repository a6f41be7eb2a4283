import { setImmediate as settled } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createShares } from '../../../server/platform/outbound/index.ts'

interface Work {
  readonly begun: string[]
  begin(share: string, name: string, signal?: AbortSignal): Promise<string>
  end(name: string): Promise<void>
}

function someWork(mostAtOnce: number): Work {
  const shares = createShares(mostAtOnce)
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  return {
    begun,
    begin: (share, name, signal) =>
      shares.run(share, signal, async () => {
        begun.push(name)
        await new Promise<void>((resolve) => ends.set(name, resolve))
        return name
      }),
    end: async (name) => {
      ends.get(name)?.()
      await settled()
    },
  }
}

describe('createShares', () => {
  it('lets one share wait in its order, and others not at all', async () => {
    const work = someWork(2)
    const all = ['a', 'b', 'c', 'd'].map((name) => work.begin('first', name))
    all.push(work.begin('second', 'e'))
    await settled()
    expect(work.begun).toEqual(['a', 'b', 'e'])

    await work.end('b')
    await work.end('a')
    expect(work.begun).toEqual(['a', 'b', 'e', 'c', 'd'])

    for (const name of ['c', 'd', 'e']) await work.end(name)
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('is free again after work that failed', async () => {
    const shares = createShares(1)
    await expect(shares.run('one', undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    )

    expect(await shares.run('one', undefined, async () => 'works')).toBe('works')
  })

  it('forgets who gave up waiting', async () => {
    const work = someWork(1)
    const gone = new AbortController()
    const first = work.begin('one', 'a')
    const second = work.begin('one', 'b', gone.signal)
    const third = work.begin('one', 'c')
    const refused = expect(second).rejects.toThrow('hung up')

    gone.abort(new Error('hung up'))
    await refused
    await work.end('a')
    await work.end('c')

    expect([await first, await third, work.begun]).toEqual(['a', 'c', ['a', 'c']])
    await expect(work.begin('one', 'd', gone.signal)).rejects.toThrow('hung up')
  })
})
