import { expect, it } from 'vitest'
import type { WebhookEvent } from '../../../ui/src/api/types.ts'
import { countOf, summariseData, summariseEvents } from '../../../ui/src/screens/dashboard/summaries.ts'

it('sums up what is stored, the largest collection first', () => {
  const summary = summariseData([
    { name: 'tags', count: 5, deleted: 2, fetchedAt: '2026-11-26T10:00:00.000Z' },
    { name: 'tasks', count: 70, deleted: 0, fetchedAt: '2026-11-26T12:00:00.000Z' },
    { name: 'users', count: 9, deleted: 1, fetchedAt: '2026-11-26T11:00:00.000Z' },
  ])
  expect(summary).toMatchObject({ records: 84, deleted: 3, newest: '2026-11-26T12:00:00.000Z' })
  expect(summary.collections.map(({ name }) => name)).toEqual(['tasks', 'users', 'tags'])
  expect(summariseData([])).toEqual({ records: 0, deleted: 0, newest: undefined, collections: [] })
})

it('counts events by status, and every delivery after the first as a duplicate', () => {
  const event = (status: WebhookEvent['status'], deliveryCount: number) =>
    ({ status, deliveryCount }) as WebhookEvent
  expect(summariseEvents([event('done', 1), event('failed', 4), event('done', 2)])).toEqual({
    total: 3,
    duplicates: 4,
    byStatus: { received: 0, done: 2, ignored: 0, failed: 1 },
  })
})

it('says when there are more than a page holds', () => {
  expect(countOf({ items: [1, 2], nextCursor: null })).toEqual({ count: 2, isMore: false })
  expect(countOf({ items: [1, 2], nextCursor: 'next' })).toEqual({ count: 2, isMore: true })
})
