import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../server/shared/errors.ts'
import type { HttpRequest, RetriedResponse } from '../../../server/platform/outbound/index.ts'
import { UpstreamError } from '../../../server/platform/outbound/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { Exchange } from '../../../server/platform/studio/exchange.ts'
import { prepareCall } from '../../../server/platform/studio/prepare-call.ts'
import { readAllPages, type PageDeps } from '../../../server/platform/studio/read-all-pages.ts'
import { answer, tag } from './support/a-connection.ts'
import { aCatalogue } from './support/a-document.ts'

const catalogue = aCatalogue()
const LIMITS = { clock: systemClock, maxPages: 50, maxBytes: 1_000_000, maxAnswerBytes: 100_000 }

interface Run {
  readonly exchange: Exchange
  readonly queries: string[]
}

async function run(
  operationId: string,
  respond: (index: number, request: HttpRequest) => RetriedResponse,
  options: { limits?: Partial<PageDeps>; signal?: AbortSignal } = {},
): Promise<Run> {
  const operation = catalogue.catalogue.find('acme', operationId)
  if (operation === undefined) throw new Error(operationId)
  const queries: string[] = []
  const connection = {
    baseUrls: { api: 'https://api.acme.test' },
    fixedPath: { workspaceId: 'w1' },
    send: async (request: HttpRequest) => {
      queries.push(new URL(request.url).search)
      return respond(queries.length - 1, request)
    },
  }
  const input = { connector: 'acme', operationId, allPages: true, signal: options.signal }
  const call = prepareCall(catalogue, { operation, connection }, input)
  return { exchange: await readAllPages({ ...LIMITS, ...options.limits }, call), queries }
}

const lastPage = (isLast: boolean) => ({ headers: { 'last-page': String(isLast) } })
const endless = (index: number) => answer([tag(`a${index}`), tag(`b${index}`)], lastPage(false))

describe('readAllPages', () => {
  it('follows the Last-Page header, even over short and empty-looking pages', async () => {
    const pages = [answer([tag('1')], lastPage(false)), answer([tag('2'), tag('3')], lastPage(true))]

    const { exchange, queries } = await run('getTags', (index) => pages[index]!)

    expect(exchange).toMatchObject({
      body: [tag('1'), tag('2'), tag('3')],
      pages: 2,
      attempts: 2,
      status: 200,
    })
    expect(queries).toEqual(['?page=1&page-size=2', '?page=2&page-size=2'])
  })

  it('says after each page how far it is', async () => {
    const told: unknown[] = []
    const pages = [answer([tag('1'), tag('2')], lastPage(false)), answer([tag('3')], lastPage(true))]

    await run('getTags', (index) => pages[index]!, { limits: { onPage: (soFar) => told.push(soFar) } })

    expect(told).toEqual([
      { pages: 1, items: 2 },
      { pages: 2, items: 3 },
    ])
  })

  it('joins the lists inside envelopes and stops at a short page', async () => {
    const envelope = (...ids: string[]) => answer({ total: 3, expenses: { expenses: ids.map(tag) } })

    const { exchange } = await run('getExpenses', (index) =>
      index === 0 ? envelope('1', '2') : envelope('3'),
    )

    expect(exchange).toMatchObject({ body: ['1', '2', '3'].map(tag), pages: 2, truncated: undefined })
  })

  it('asks a list that ignores paging once', async () => {
    const { exchange, queries } = await run('getHolidays', () => answer([tag('1'), tag('2')]))

    expect(exchange).toMatchObject({ body: [tag('1'), tag('2')], pages: 1 })
    expect(queries).toEqual([''])
  })

  it('stops when a list sends its first page again', async () => {
    const { exchange, queries } = await run('getExpenses', () =>
      answer({ expenses: { expenses: [tag('1'), tag('2')] } }),
    )

    expect(exchange.body).toEqual([tag('1'), tag('2')])
    expect(queries).toHaveLength(2)
  })

  it('counts pages from 0 where the operation does', async () => {
    const { queries } = await run('getChanges', (index) => answer(index === 0 ? [tag('1'), tag('2')] : []))

    expect(queries).toEqual(['?page=0&limit=2', '?page=1&limit=2'])
  })

  it('gives one page of an operation without pages as it came', async () => {
    const { exchange } = await run('getReceipt', () => answer({ a: 1 }))

    expect(exchange).toMatchObject({ body: { a: 1 }, pages: 1 })
  })

  it('gives a first answer that holds no list as it came', async () => {
    const refused = await run('getTags', () => answer({ message: 'no' }, { status: 403 }))
    const odd = await run('getExpenses', () => answer({ expenses: 'soon' }))

    expect(refused.exchange).toMatchObject({
      status: 403,
      body: { message: 'no' },
      pages: 1,
      truncated: undefined,
    })
    expect(odd.exchange).toMatchObject({ body: { expenses: 'soon' }, truncated: undefined })
  })

  it('keeps the pages before one that is refused, with the status of the refusal', async () => {
    const { exchange } = await run('getTags', (index) =>
      index < 2 ? endless(index) : answer({ message: 'no' }, { status: 500, attempts: 3 }),
    )

    expect(exchange).toMatchObject({ status: 500, pages: 2, attempts: 5 })
    expect(exchange.body).toHaveLength(4)
    expect(exchange.truncated).toMatchObject({
      reason: 'page-failed',
      page: 3,
      status: 500,
      body: { message: 'no' },
    })
  })

  it.each([
    ['no-answer', new UpstreamError({ service: 'acme', kind: 'unavailable', attempts: 3 })],
    ['rate-limited', new AppError('RATE_LIMITED', 'acme takes no more')],
  ])('keeps the pages before %s', async (reason, error) => {
    const { exchange } = await run('getTags', (index) => {
      if (index === 1) throw error
      return endless(index)
    })

    expect(exchange).toMatchObject({ status: 200, pages: 1, truncated: { reason, page: 2, status: null } })
  })

  it('fails when there is not even a first page', async () => {
    const error = new UpstreamError({ service: 'acme', kind: 'unavailable' })

    const failing = run('getTags', () => {
      throw error
    })

    await expect(failing).rejects.toBe(error)
  })

  it('stops at the greatest number of pages and says so', async () => {
    const { exchange, queries } = await run('getTags', endless, { limits: { maxPages: 3 } })

    expect(exchange).toMatchObject({ pages: 3, truncated: { reason: 'max-pages', page: 4 } })
    expect(queries).toHaveLength(3)
  })

  it('stops at the greatest size and says so', async () => {
    const { exchange } = await run('getTags', endless, { limits: { maxBytes: 100 } })

    expect(exchange.truncated).toMatchObject({ reason: 'max-bytes' })
    expect(exchange.pages).toBeLessThan(5)
  })

  it('does not say so when the last page just fits', async () => {
    const { exchange } = await run('getTags', (index) => answer([tag(`${index}`)], lastPage(index === 2)), {
      limits: { maxPages: 3 },
    })

    expect(exchange).toMatchObject({ pages: 3, truncated: undefined })
  })

  it('stops when nobody waits any more', async () => {
    const waiting = new AbortController()

    const { exchange } = await run(
      'getTags',
      (index) => {
        if (index === 1) waiting.abort()
        return endless(index)
      },
      { signal: waiting.signal },
    )

    expect(exchange).toMatchObject({ pages: 2, truncated: { reason: 'cancelled', page: 3 } })
  })

  it('tells a difference once, though every page has it', async () => {
    const odd = (index: number) => answer([{ ...tag(`${index}`), odd: 1 }], lastPage(index === 3))

    const { exchange } = await run('getTags', odd)

    expect(exchange.differences).toMatchObject([{ pointer: '/*/odd', kind: 'unexpected' }])
  })

  it('marks lost digits of any page', async () => {
    const big = Buffer.from('[{"id": "3", "name": "n", "count": 9007199254740993}]')

    const { exchange } = await run('getTags', (index) =>
      index === 0 ? endless(0) : answer(big, lastPage(true)),
    )

    expect(exchange).toMatchObject({ isInexact: true, bodyText: undefined })
  })

  it('brings every item once and in order, however they are cut into pages', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 2 }), {
          minLength: 1,
          maxLength: 9,
        }),
        async (cut) => {
          let count = 0
          const pages = cut.map((page) => page.map(() => tag(`${(count += 1)}`)))

          const { exchange } = await run('getTags', (index) =>
            answer(pages[index], lastPage(index === pages.length - 1)),
          )

          expect(exchange.body).toEqual(pages.flat())
          expect(exchange.pages).toBe(pages.length)
        },
      ),
      { numRuns: 30 },
    )
  })
})
