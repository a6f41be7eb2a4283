import { describe, expect, it } from 'vitest'
import type { SyncRun } from '../../../ui/src/api/clickup-types.ts'
import { isBusy } from '../../../ui/src/screens/clickup/syncs/sync-words.tsx'

const RUN: SyncRun = {
  id: 'r',
  listId: 'l',
  status: 'running',
  trigger: 'manual',
  full: false,
  processed: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  removed: 0,
  moreToRead: false,
  waitsUntil: null,
  durationMs: null,
  errorMessage: null,
  createdAt: '2026-11-27T10:00:00.000Z',
  startedAt: null,
  finishedAt: null,
}
const BEGUN = '2026-11-27T10:00:05.000Z'

describe('whether a sync can be asked for', () => {
  it('it can while there is none, or none is known', () => {
    expect(isBusy(null)).toBe(false)
    expect(isBusy(undefined)).toBe(false)
  })

  it.each(['success', 'partial', 'error'] as const)('it can after one that ended with %s', (status) => {
    expect(isBusy({ ...RUN, status, startedAt: BEGUN })).toBe(false)
  })

  it('it can while one that ClickUp has caused waits for its turn: that becomes the one asked for', () => {
    expect(isBusy({ ...RUN, trigger: 'webhook' })).toBe(false)
    expect(isBusy({ ...RUN, trigger: 'webhook', startedAt: BEGUN })).toBe(true)
  })

  it.each(['manual', 'schedule'] as const)('it cannot while another is asked for: %s', (trigger) => {
    expect(isBusy({ ...RUN, trigger })).toBe(true)
    expect(isBusy({ ...RUN, trigger, startedAt: BEGUN })).toBe(true)
  })
})
