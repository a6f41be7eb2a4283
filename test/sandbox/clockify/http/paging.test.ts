import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { takePage } from '../../../../server/sandbox/clockify/http/paging.ts'

describe('takePage', () => {
  it('gives every item once over all pages, whatever the size', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 20 }), (count, size) => {
        const items = Array.from({ length: count }, (_, index) => index)
        const seen: number[] = []
        for (let page = 1; ; page += 1) {
          const query = new URLSearchParams({ page: String(page), 'page-size': String(size) })
          const taken = takePage(items, query, {
            sizeName: 'page-size',
            defaultSize: 50,
            maximum: 200,
            firstPage: 1,
          })
          seen.push(...taken.items)
          if (taken.isLast) break
        }
        expect(seen).toEqual(items)
      }),
    )
  })

  it('cuts an asked size to the maximum', () => {
    const query = new URLSearchParams({ 'page-size': '900' })

    const page = takePage(Array.from({ length: 300 }), query, {
      sizeName: 'page-size',
      defaultSize: 50,
      maximum: 200,
      firstPage: 1,
    })

    expect([page.items.length, page.isLast]).toEqual([200, false])
  })
})
