import { describe, expect, it } from 'vitest'
import { taskNews } from '../../../../server/features/clickup-tasks/webhooks/task-news.ts'

const receivedAt = new Date('2026-03-02T09:00:00Z')
const newsOf = (type: string, payload: unknown) =>
  taskNews({ id: 'e1', type, entityId: 't1', payload, receivedAt, ambiguous: false, replayed: false }, '900')
const move = (id: unknown, date: unknown = '1700000000000') => ({
  field: 'section_moved',
  date,
  after: { id },
})

describe('what an event says of a task', () => {
  it.each([
    ['taskDeleted', { task_id: 't1' }, { kind: 'deleted', gone: { taskId: 't1', at: receivedAt } }],
    ['taskUpdated', { task_id: 't1' }, { kind: 'changed' }],
    ['taskUpdated', { task_id: 't1', history_items: null }, { kind: 'changed' }],
    ['taskMoved', { task_id: 't1', history_items: [move('900')] }, { kind: 'changed' }],
    ['taskMoved', { task_id: 't1', history_items: [move(900)] }, { kind: 'changed' }],
    [
      'taskMoved',
      { task_id: 't1', history_items: [move('901')] },
      { kind: 'moved-away', gone: { taskId: 't1', at: new Date(1_700_000_000_000) } },
    ],
    [
      'taskUpdated',
      { task_id: 't1', history_items: [move(900, 1_700_000_000_000), move(901, 1_700_000_000_500)] },
      { kind: 'moved-away', gone: { taskId: 't1', at: new Date(1_700_000_000_500) } },
    ],
    [
      'taskUpdated',
      { task_id: 't1', history_items: [move(901, 1_700_000_000_000), move(900, 1_700_000_000_500)] },
      { kind: 'changed' },
    ],
    // Without a time or a list there is nothing to hold against what is kept.
    ['taskMoved', { task_id: 't1', history_items: [move('901', 'soon')] }, { kind: 'changed' }],
    ['taskMoved', { task_id: 't1', history_items: [move(null)] }, { kind: 'changed' }],
  ])('%s %j', (type, payload, news) => {
    expect(newsOf(type, payload)).toEqual(news)
  })

  it.each([[{}], [{ task_id: 7 }], [{ task_id: '' }], [[]], ['t1'], [{ task_id: 't1', history_items: 'x' }]])(
    'is nothing in %j',
    (payload) => {
      expect(newsOf('taskUpdated', payload)).toBeUndefined()
    },
  )
})
