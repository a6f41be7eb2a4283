import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tx } from '../../server/storage/db.ts'
import { gatherStatements, type Gathered } from '../../server/storage/gather-statements.ts'

interface Named extends Gathered {
  readonly name: string
}

const NO_TX = {} as Tx
const soon = () => new Promise<void>((resolve) => setImmediate(resolve))

function named(name: string, { size = 0, fails = false } = {}): Named {
  return {
    name,
    size,
    run: async () => {
      if (fails) throw new Error(`${name} cannot be`)
      return `result of ${name}`
    },
  }
}

/** Keeps which statements each transaction had. */
function gathering() {
  const transactions: string[][] = []
  const gather = gatherStatements<Named>(async (statements, runAll) => {
    transactions.push(statements.map(({ name }) => name))
    await soon()
    return runAll(NO_TX)
  })
  return { transactions, gather }
}

describe('gatherStatements', () => {
  it('sends together what comes in one go, and what comes while that is under way', async () => {
    const { transactions, gather } = gathering()

    const first = ['a', 'b'].map((name) => gather(named(name)))
    await soon()
    const later = ['c', 'd', 'e'].map((name) => gather(named(name)))
    const results = await Promise.all([...first, ...later])
    await gather(named('f'))

    expect(transactions).toEqual([['a', 'b'], ['c', 'd', 'e'], ['f']])
    expect(results).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `result of ${name}`))
  })

  it('tries each alone where they fail together, so that only the bad one fails', async () => {
    const { transactions, gather } = gathering()

    const ends = await Promise.allSettled([
      gather(named('a')),
      gather(named('b', { fails: true })),
      gather(named('c')),
    ])

    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : String(end.reason)))).toEqual([
      'result of a',
      'Error: b cannot be',
      'result of c',
    ])
    expect(transactions).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']])
  })

  it('waits until the last of a group has ended before it lets the first failure end the transaction', async () => {
    const ended: string[] = []
    const gather = gatherStatements<Gathered>(async (_, runAll) => {
      try {
        return await runAll(NO_TX)
      } finally {
        ended.push('transaction')
      }
    })
    const fails = gather({ size: 0, run: () => Promise.reject(new Error('no')) })
    const slow = gather({ size: 0, run: () => soon().then(() => ended.push('slow')) })

    await Promise.allSettled([fails, slow])

    expect(ended.slice(0, 2)).toEqual(['slow', 'transaction'])
  })

  it('puts no more into one than a message should carry, and a huge one alone', async () => {
    const { transactions, gather } = gathering()
    const sizes = { a: 600_000, b: 300_000, c: 200_000, d: 5_000_000, e: 1 }

    await Promise.all(Object.entries(sizes).map(([name, size]) => gather(named(name, { size }))))

    expect(transactions).toEqual([['a', 'b'], ['c'], ['d'], ['e']])
  })

  it('answers every one once with its own result, in whatever order they come', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ waits: fc.nat(3), fails: fc.boolean(), size: fc.nat(700_000) }), {
          maxLength: 30,
        }),
        async (wanted) => {
          const { gather } = gathering()
          const ends = await Promise.all(
            wanted.map(async ({ waits, fails, size }, index) => {
              for (let turn = 0; turn < waits; turn += 1) await soon()
              const [end] = await Promise.allSettled([gather(named(String(index), { fails, size }))])
              return end?.status === 'fulfilled' ? end.value : String(end?.reason)
            }),
          )

          expect(ends).toEqual(
            wanted.map(({ fails }, index) => (fails ? `Error: ${index} cannot be` : `result of ${index}`)),
          )
        },
      ),
      { numRuns: 50 },
    ))
})
