import { describe, expect, it } from 'vitest'
import type { EventStatus, WebhookEvent } from '../../../ui/src/api/types.ts'
import { newerThan, typesIn, withNewStates } from '../../../ui/src/screens/webhooks/feed.ts'

function event(id: string, status: EventStatus = 'done', type = 'NEW_TASK'): WebhookEvent {
  return {
    id,
    type,
    status,
    receivedAt: '2026-11-26T10:00:00.000Z',
    handledAt: null,
    entityId: null,
    source: 'add-on',
    ambiguous: false,
    error: null,
    runs: [],
    deliveries: [],
    deliveryCount: 1,
  }
}

describe('while the list is held', () => {
  it('what came after its first event is counted', () => {
    const newest = { items: [event('05'), event('04'), event('03')], nextCursor: 'older' }
    expect(newerThan([event('03'), event('02')], newest)).toEqual({ count: 2, isMore: false })
    expect(newerThan([event('05'), event('04')], newest)).toEqual({ count: 0, isMore: false })
  })

  it('more than a page of new ones is said to be more', () => {
    const newest = { items: [event('09'), event('08')], nextCursor: 'older' }
    expect(newerThan([event('03')], newest)).toEqual({ count: 2, isMore: true })
  })

  it('all are new to an empty list, and no more than they are', () => {
    expect(newerThan([], { items: [event('09')], nextCursor: null })).toEqual({ count: 1, isMore: false })
  })

  it('states follow, and nothing moves, comes or goes', () => {
    const shown = [event('03', 'received'), event('02'), event('01', 'received')]
    const newest = [event('05'), event('03', 'failed')]
    expect(withNewStates(shown, newest).map(({ id, status }) => [id, status])).toEqual([
      ['03', 'failed'],
      ['02', 'done'],
      ['01', 'received'],
    ])
  })
})

it('offers each event name once, in order', () => {
  const events = [
    event('3', 'done', 'TAG_UPDATED'),
    event('2', 'done', 'NEW_TAG'),
    event('1', 'done', 'NEW_TAG'),
  ]
  expect(typesIn(events)).toEqual(['NEW_TAG', 'TAG_UPDATED'])
})
