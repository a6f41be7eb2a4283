import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createClient,
  type PushedTask,
  type SwitchyardClient,
  type UpsertProgress,
  type UpsertResult,
} from '../../client/index.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

interface Side {
  readonly client: SwitchyardClient
  readonly bodies: PushedTask[][]
  readonly paths: string[]
}

const resultOf = (task: PushedTask, outcome: UpsertResult['outcome'] = 'created'): UpsertResult => ({
  outcome,
  id: `e-${task.internalId}`,
  internalId: task.internalId,
  taskId: null,
  url: null,
  notes: [],
  error: null,
})
const some = (count: number): PushedTask[] =>
  Array.from({ length: count }, (_, index) => ({ internalId: `i${index}`, title: `t${index}` }))

// The client sends texts only.
const bodyOf = (init: RequestInit | undefined): PushedTask[] =>
  JSON.parse(init?.body as string) as PushedTask[]

/** A server that answers pushes with `outcome`, and questions about the ledger with `ledger`. */
function sideOf(given: {
  readonly outcome?: (task: PushedTask) => UpsertResult['outcome']
  readonly ledger?: (path: string) => unknown
  readonly signal?: AbortSignal
}): Side {
  const bodies: PushedTask[][] = []
  const paths: string[] = []
  const client = createClient({
    baseUrl: 'http://switchyard.test',
    apiKey: 'key',
    ...(given.signal === undefined ? {} : { signal: given.signal }),
    fetch: async (url, init) => {
      const path = (url as string).replace('http://switchyard.test', '')
      paths.push(path)
      if (init?.method !== 'POST') return Response.json(given.ledger?.(path))
      const tasks = bodyOf(init)
      bodies.push(tasks)
      return Response.json(tasks.map((task) => resultOf(task, given.outcome?.(task))))
    },
  })
  return { client, bodies, paths }
}

const settled = (path: string, more: object = {}): object => ({
  id: decodeURIComponent(path.split('/').at(-1) ?? ''),
  status: 'done',
  outcome: 'created',
  isUnknown: false,
  taskId: 'c1',
  url: 'https://app.clickup.test/t/c1',
  notes: [],
  error: null,
  ...more,
})

describe('many tasks', () => {
  it('go in requests of the size that was asked for, in order, each once', async () => {
    vi.useRealTimers()
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        async (count, batchSize) => {
          const { client, bodies } = sideOf({})

          const results = await client.upsertTasks(some(count), { batchSize })

          expect(bodies.flat()).toEqual(some(count))
          expect(bodies.every((body) => body.length > 0 && body.length <= batchSize)).toBe(true)
          expect(results.map(({ internalId }) => internalId)).toEqual(
            some(count).map((task) => task.internalId),
          )
        },
      ),
      { numRuns: 25 },
    )
  })

  it('go in requests of at most 500 otherwise', async () => {
    const { client, bodies } = sideOf({})

    await client.upsertTasks(some(1_203))

    expect(bodies.map((body) => body.length)).toEqual([500, 500, 203])
  })

  it('go in smaller requests when they are large, and one that is larger goes alone', async () => {
    const { client, bodies } = sideOf({})
    const megabytes = (count: number): string => 'x'.repeat(count * 1_000_000)
    const sizes = [3, 3, 3, 9, 1]

    await client.upsertTasks(
      sizes.map((size, index) => ({ internalId: `i${index}`, title: 't', description: megabytes(size) })),
    )

    expect(bodies.map((body) => body.map(({ internalId }) => internalId))).toEqual([
      ['i0', 'i1'],
      ['i2'],
      ['i3'],
      ['i4'],
    ])
  })

  it('are told as they are answered and done', async () => {
    const told: Omit<UpsertProgress, 'results'>[] = []
    const { client } = sideOf({
      outcome: ({ internalId }) => (internalId === 'i1' ? 'pending' : 'created'),
      ledger: settled,
    })

    const pushing = client.upsertTasks(some(4), {
      batchSize: 2,
      onProgress: ({ results, ...counts }) => {
        told.push(counts)
        expect(results).toHaveLength(4)
      },
    })
    await vi.runAllTimersAsync()
    const results = await pushing

    expect(told).toEqual([
      { total: 4, answered: 2, settled: 1 },
      { total: 4, answered: 4, settled: 3 },
      { total: 4, answered: 4, settled: 4 },
    ])
    expect(results[1]).toMatchObject({ internalId: 'i1', outcome: 'created', taskId: 'c1' })
  })

  it('with one internal id twice in a list are refused before anything is sent', async () => {
    const { client, bodies } = sideOf({})
    const twice = [...some(3), { internalId: 'i1', title: 'other' }]
    const elsewhere = [...some(3), { internalId: 'i1', title: 'other', listId: '7' }]

    await expect(client.upsertTasks(twice)).rejects.toThrow('Tasks 1 and 3 have the same internalId i1')
    expect(bodies).toEqual([])
    expect(await client.upsertTasks(elsewhere)).toHaveLength(4)
  })

  it.each([0, 501, 1.5])('are not sent in batches of %d', async (batchSize) => {
    await expect(sideOf({}).client.upsertTasks(some(1), { batchSize })).rejects.toThrow(RangeError)
  })

  it('that the server refuses are named by their place among all of them', async () => {
    const violations = [{ in: 'body', pointer: '/1/title', message: 'is missing' }]
    const refusal = { code: 'INVALID', detail: 'no', violations }
    let sent = 0
    const client = createClient({
      baseUrl: 'http://switchyard.test',
      apiKey: 'key',
      fetch: async (_, init) => {
        sent += 1
        if (sent === 1) return Response.json(bodyOf(init).map((task) => resultOf(task)))
        const headers = { 'content-type': 'application/problem+json' }
        return new Response(JSON.stringify(refusal), { status: 422, headers })
      },
    })

    const refused = client.upsertTasks(some(6), { batchSize: 3 })

    await expect(refused).rejects.toMatchObject({
      status: 422,
      violations: [{ in: 'body', pointer: '/4/title', message: 'is missing' }],
    })
  })
})

describe('what is not done at once', () => {
  it.each([
    ['done by a first push', { outcome: 'created' }, 'created'],
    ['made again', { outcome: 'recreated' }, 'created'],
    ['done by a later push', { outcome: 'updated' }, 'updated'],
    ['refused', { status: 'failed', error: 'no such list' }, 'failed'],
  ])('is looked for in the ledger until it is %s', async (_, entry, outcome) => {
    let looks = 0
    const { client } = sideOf({
      outcome: () => 'unknown',
      ledger: (path) => {
        looks += 1
        return settled(path, looks < 3 ? { status: 'waiting', isUnknown: true } : entry)
      },
    })

    const pushing = client.upsertTasks(some(1))
    await vi.runAllTimersAsync()

    expect(await pushing).toEqual([expect.objectContaining({ id: 'e-i0', internalId: 'i0', outcome })])
    expect(looks).toBe(3)
  })

  it('is given as it is when the time is over', async () => {
    const { client } = sideOf({
      outcome: () => 'pending',
      ledger: (path) => settled(path, { status: 'waiting' }),
    })

    const pushing = client.upsertTasks(some(1), { waitMs: 10_000 })
    await vi.advanceTimersByTimeAsync(9_999)
    const early = await Promise.race([pushing, Promise.resolve('still waiting')])
    await vi.advanceTimersByTimeAsync(1)

    expect(early).toBe('still waiting')
    expect(await pushing).toEqual([expect.objectContaining({ outcome: 'pending' })])
  })

  it('is not waited for with waitMs 0', async () => {
    const { client, paths } = sideOf({ outcome: () => 'pending' })

    expect(await client.upsertTasks(some(1), { waitMs: 0 })).toHaveLength(1)
    expect(paths).toEqual(['/api/tasks/upsert'])
  })

  it('of many is looked for in the list of those that wait, and only the others one by one', async () => {
    const all = some(300).map((task) => `e-${task.internalId}`)
    let rounds = 0
    const { client, paths } = sideOf({
      outcome: () => 'pending',
      ledger: (path) => {
        if (!path.startsWith('/api/tasks/upserts?')) return settled(path)
        const isFirst = !path.includes('cursor=')
        if (isFirst) rounds += 1
        const waiting = rounds === 1 ? all.slice(2) : []
        const items = (isFirst ? waiting.slice(0, 200) : waiting.slice(200)).map((id) => ({ id }))
        return { items, nextCursor: isFirst && waiting.length > 200 ? 'next page' : null }
      },
    })

    const pushing = client.upsertTasks(some(300))
    await vi.runAllTimersAsync()

    expect((await pushing).every(({ outcome }) => outcome === 'created')).toBe(true)
    expect(paths.filter((path) => path.includes('status=waiting'))).toHaveLength(3)
    expect(paths.filter((path) => /upserts\/e-/.test(path))).toHaveLength(300)
    expect(paths.slice(1, 5)).toEqual([
      '/api/tasks/upserts?status=waiting&limit=200',
      '/api/tasks/upserts?status=waiting&limit=200&cursor=next+page',
      '/api/tasks/upserts/e-i0',
      '/api/tasks/upserts/e-i1',
    ])
  })

  it('is left alone when the caller stops', async () => {
    const stopping = new AbortController()
    const { client } = sideOf({
      outcome: () => 'pending',
      ledger: (path) => settled(path, { status: 'waiting' }),
      signal: stopping.signal,
    })

    const pushing = client.upsertTasks(some(1)).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(700)
    stopping.abort(new Error('enough'))
    await vi.runAllTimersAsync()

    expect(await pushing).toEqual(new Error('enough'))
    expect(vi.getTimerCount()).toBe(0)
  })
})
