import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pageChoosers, pageOf, pageQuery, type Pagination } from '../../../server/platform/openapi/index.ts'

const paged: Pagination = {
  kind: 'page',
  pageParameter: 'page',
  sizeParameter: 'page-size',
  firstPage: 1,
  maxPageSize: 200,
  lastPageHeader: true,
}
const none: Pagination = { kind: 'none' }
const records = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ id: `r${from + index}` }))

function page(
  body: unknown,
  rest: {
    items?: string
    pagination?: Pagination
    headers?: Record<string, string>
    status?: number
    seen?: string[]
    at?: number
  } = {},
) {
  return pageOf(
    { pagination: rest.pagination ?? paged, items: rest.items },
    { status: rest.status ?? 200, headers: rest.headers ?? {}, body },
    { page: rest.at ?? 0, pageSize: 2, seenFirstIds: new Set(rest.seen) },
  )
}

describe('pageOf', () => {
  it.each([
    ['a full page', records(2), {}, true],
    ['a short page', records(1), {}, false],
    ['an empty page', [], { 'Last-Page': 'false' }, false],
    ['Last-Page: true on a full page', records(2), { 'last-page': 'true' }, false],
    ['Last-Page: false on a short page', records(1), { 'LAST-PAGE': 'false' }, true],
  ])('asks after %s for more or not', (...[, body, headers, expected]) => {
    expect(page(body, { headers }).hasMore).toBe(expected)
  })

  it.each([
    ['expenses.expenses', { expenses: { expenses: records(2), count: 2 }, dailyTotals: [] }],
    ['reports', { reports: records(2), count: 9 }],
    ['response', records(2)],
  ])('takes the list of the envelope %s, or a bare list', (items, body) => {
    expect(page(body, { items }).items).toEqual(records(2))
  })

  it('takes a single object as one record and an envelope without its list as none', () => {
    expect(page({ id: 'w' }, { pagination: none })).toEqual({
      items: [{ id: 'w' }],
      hasMore: false,
      firstId: 'w',
    })
    expect(page({ count: 0 }, { items: 'reports' }).items).toEqual([])
    expect(page(null).items).toEqual([])
  })

  it('ends a list that ignores paging when its first record comes again, and drops the repetition', () => {
    const first = page(records(2))

    expect(page(records(2), { seen: [first.firstId ?? ''], at: 1 })).toMatchObject({
      items: [],
      hasMore: false,
    })
  })

  it('never asks again what is known to ignore paging', () => {
    expect(page(records(2), { pagination: { ...paged, ignoresPaging: true } }).hasMore).toBe(false)
    expect(page(records(2), { pagination: none }).hasMore).toBe(false)
  })

  it('stops at the cap', () => {
    expect(page(records(2), { at: 998 }).hasMore).toBe(true)
    expect(page(records(2), { at: 999 }).hasMore).toBe(false)
  })

  it.each([199, 304, 401, 404, 500])('takes nothing from an answer with status %i', (status) => {
    expect(page(records(2), { status })).toEqual({ items: [], hasMore: false, firstId: undefined })
  })

  it('reads every record of a paged list once, with the header or without', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.integer({ min: 1, max: 7 }), fc.boolean(), (total, pageSize, hasHeader) => {
        const all = records(total)
        const seenFirstIds = new Set<string>()
        const read: unknown[] = []
        for (let at = 0; ; at += 1) {
          const body = all.slice(at * pageSize, (at + 1) * pageSize)
          const isLast = (at + 1) * pageSize >= total
          const headers: Record<string, string> = hasHeader ? { 'Last-Page': String(isLast) } : {}
          const { items, hasMore, firstId } = pageOf(
            { pagination: paged, items: undefined },
            { status: 200, headers, body },
            { page: at, pageSize, seenFirstIds },
          )
          read.push(...items)
          if (firstId !== undefined) seenFirstIds.add(firstId)
          if (!hasMore) break
        }
        expect(read).toEqual(all)
      }),
    )
  })
})

describe('pageQuery', () => {
  it('counts as the operation counts and never asks for more than it gives', () => {
    const fromZero: Pagination = { ...paged, pageParameter: 'page', sizeParameter: 'limit', firstPage: 0 }

    expect(pageQuery({ pagination: paged }, { page: 0, pageSize: 500 })).toEqual({
      page: '1',
      'page-size': '200',
    })
    expect(pageQuery({ pagination: fromZero }, { page: 2, pageSize: 10 })).toEqual({ page: '2', limit: '10' })
  })

  it('adds nothing where there are no pages', () => {
    expect(pageQuery({ pagination: none }, { page: 0 })).toEqual({})
    expect(pageQuery({ pagination: { ...paged, ignoresPaging: true } }, { page: 0 })).toEqual({})
  })
})

describe('pages that the answer knows of', () => {
  const listed: Pagination = {
    kind: 'page',
    pageParameter: 'page',
    firstPage: 0,
    maxPageSize: 2,
    lastPageHeader: false,
    lastPageField: 'last_page',
    totalPagesField: 'total_pages',
  }

  it.each([
    ['a short page that is not the last', { tasks: records(1), last_page: false }, 0, true],
    ['a full page that is the last', { tasks: records(2), last_page: true }, 0, false],
    ['a full page that does not say', { tasks: records(2) }, 0, true],
    ['a short page that does not say', { tasks: records(1) }, 0, false],
    ['the second of three pages', { tasks: records(1), total_pages: 3 }, 1, true],
    ['the third of three pages', { tasks: records(2), total_pages: 3 }, 2, false],
    ['an empty page', { tasks: [], last_page: false }, 0, false],
  ])('end or go on after %s', (...[, body, at, expected]) => {
    expect(page(body, { pagination: listed, items: 'tasks', at }).hasMore).toBe(expected)
  })

  it('are asked for without a size where there is no parameter for it', () => {
    expect(pageQuery({ pagination: listed }, { page: 3 })).toEqual({ page: '3' })
  })
})

describe('pages by cursor', () => {
  const cursor: Pagination = {
    kind: 'cursor',
    cursorParameter: 'cursor',
    cursorField: 'next_cursor',
    sizeParameter: 'limit',
    maxPageSize: 100,
  }
  const ask = (body: unknown, position?: Record<string, string>) =>
    pageOf(
      { pagination: cursor, items: 'data' },
      { status: 200, headers: {}, body },
      { page: 0, pageSize: 2, position },
    )

  it.each([
    ['a cursor', { data: records(2), next_cursor: 'c1' }, { cursor: 'c1' }, true],
    ['a number as cursor', { data: records(2), next_cursor: 17 }, { cursor: '17' }, true],
    ['a cursor after a page that a filter emptied', { data: [], next_cursor: 'c2' }, { cursor: 'c2' }, true],
    ['an empty cursor', { data: records(2), next_cursor: '' }, undefined, false],
    ['no cursor', { data: records(2), next_cursor: null }, undefined, false],
  ])('go on after %s or not', (...[, body, next, hasMore]) => {
    expect(ask(body)).toMatchObject({ next, hasMore })
  })

  it('end when the same cursor comes again', () => {
    expect(ask({ data: records(2), next_cursor: 'c1' }, { cursor: 'c1' }).hasMore).toBe(false)
  })

  it('are asked for by the cursor of the page before', () => {
    expect(pageQuery({ pagination: cursor }, { page: 0, pageSize: 500 })).toEqual({ limit: '100' })
    expect(pageQuery({ pagination: cursor }, { page: 1, position: { cursor: 'c1' } })).toEqual({
      limit: '100',
      cursor: 'c1',
    })
    expect(pageChoosers({ pagination: cursor })).toEqual(['cursor'])
  })
})

describe('pages after the last record', () => {
  const afterLast: Pagination = {
    kind: 'after-last',
    positionParameters: { start: 'date', start_id: 'id' },
    maxPageSize: 2,
  }
  const comment = (id: number) => ({ id: `c${id}`, date: String(1_000 - id) })
  const ask = (comments: readonly unknown[], position?: Record<string, string>) =>
    pageOf(
      { pagination: afterLast, items: 'comments' },
      { status: 200, headers: {}, body: { comments } },
      { page: 0, pageSize: 2, position },
    )

  it('begin where a full page ended', () => {
    const { next, hasMore } = ask([comment(1), comment(2)])

    expect([next, hasMore]).toEqual([{ start: '998', start_id: 'c2' }, true])
    expect(pageQuery({ pagination: afterLast }, { page: 0 })).toEqual({})
    expect(pageQuery({ pagination: afterLast }, { page: 1, position: next })).toEqual(next)
    expect(pageChoosers({ pagination: afterLast })).toEqual(['start', 'start_id'])
  })

  it('end with a short page, with a record that does not say where it is, and when nothing moves', () => {
    expect(ask([comment(1)]).hasMore).toBe(false)
    expect(ask([comment(1), { id: 'c2' }]).hasMore).toBe(false)
    expect(ask([comment(1), comment(2)], { start: '998', start_id: 'c2' }).hasMore).toBe(false)
  })

  it('bring every record once, however many there are', () => {
    fc.assert(
      fc.property(fc.nat(12), (total) => {
        const all = Array.from({ length: total }, (_, index) => comment(index))
        const read: unknown[] = []
        let position: Readonly<Record<string, string>> | undefined
        for (;;) {
          const start = all.findIndex(({ id }) => id === position?.['start_id']) + 1
          const { items, next, hasMore } = ask(all.slice(start, start + 2), position)
          read.push(...items)
          if (!hasMore) break
          position = next
        }
        expect(read).toEqual(all)
      }),
    )
  })
})

const offset: Pagination = {
  kind: 'offset',
  offsetParameter: 'startAt',
  sizeParameter: 'maxResults',
  maxPageSize: 100,
}

/** Every record of a service that gives at most `cap` of them at once. */
function walked(
  pagination: Pagination,
  {
    all,
    size,
    cap,
    envelope,
  }: { all: number; size: number; cap: number; envelope: (most: number) => object },
) {
  const read: unknown[] = []
  let requests = 0
  let position: Readonly<Record<string, string>> | undefined
  for (;;) {
    const query = pageQuery({ pagination }, { page: requests, pageSize: size, position })
    const from = Number(query['startAt'] ?? 0)
    const most = Math.min(cap, Number(query['maxResults']))
    const body = { ...envelope(most), values: records(Math.max(0, Math.min(most, all - from)), from) }
    const at = { page: requests, pageSize: size, position }
    const page = pageOf({ pagination, items: 'values' }, { status: 200, headers: {}, body }, at)
    read.push(...page.items)
    requests += 1
    if (!page.hasMore) return { read, requests }
    position = page.next
  }
}

describe('pages that begin at a position', () => {
  const cases = fc.record({
    all: fc.nat(60),
    size: fc.integer({ min: 1, max: 20 }),
    cap: fc.integer({ min: 1, max: 20 }),
  })

  it('are read to the end by the total, each record once, however few come at a time', () => {
    fc.assert(
      fc.property(cases, ({ all, size, cap }) => {
        const found = walked(
          { ...offset, totalField: 'page.total' },
          { all, size, cap, envelope: () => ({ page: { total: all } }) },
        )

        expect(found.read).toEqual(records(all))
        expect(found.requests).toBe(Math.max(1, Math.ceil(all / Math.min(size, cap))))
      }),
    )
  })

  it('are read to the end without a total where the answer says how many it gives at most', () => {
    fc.assert(
      fc.property(cases, ({ all, size, cap }) => {
        const found = walked(
          { ...offset, sizeField: 'limit' },
          { all, size, cap, envelope: (limit) => ({ limit }) },
        )

        expect(found.read).toEqual(records(all))
      }),
    )
  })

  it('end with a page that is shorter than asked for where the answer says nothing', () => {
    const found = walked(offset, { all: 5, size: 2, cap: 2, envelope: () => ({}) })

    expect(found).toEqual({ read: records(5), requests: 3 })
  })

  it('let nobody choose the position', () => {
    expect(pageChoosers({ pagination: offset })).toEqual(['startAt'])
  })
})

describe('a cursor inside of an address', () => {
  const linked: Pagination = {
    kind: 'cursor',
    cursorParameter: 'cursor',
    cursorField: '_links.next',
    cursorFrom: 'address',
    maxPageSize: 250,
  }

  it.each([
    ['/wiki/api/v2/pages?limit=2&cursor=a%2Bb%3D', { cursor: 'a+b=' }],
    ['/wiki/api/v2/pages?limit=2', undefined],
    ['/wiki/api/v2/pages', undefined],
  ])('of %s is taken out of it', (next, expected) => {
    const { next: position, hasMore } = page(
      { results: records(2), _links: { next } },
      { items: 'results', pagination: linked },
    )

    expect([position, hasMore]).toEqual([expected, expected !== undefined])
  })
})
