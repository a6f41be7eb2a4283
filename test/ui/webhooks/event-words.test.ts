import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { setLanguage } from '../../../ui/src/i18n/index.ts'
import {
  deliveriesText,
  eventName,
  eventWords,
  statusIn,
} from '../../../ui/src/screens/webhooks/event-words.ts'

beforeAll(() => vi.stubGlobal('document', { documentElement: { lang: '' } }))
afterAll(async () => {
  await setLanguage('en')
  vi.unstubAllGlobals()
})

it('says an event in words', () => {
  expect(eventWords('TIME_ENTRY_UPDATED')).toBe('Time entry updated')
})

it.each([
  ['TIME_ENTRY_UPDATED', 'TIME_ENTRY_UPDATED'],
  [' time entry updated ', 'TIME_ENTRY_UPDATED'],
  ['time-entry-updated', 'TIME_ENTRY_UPDATED'],
  ['', undefined],
  ['2FA', undefined],
  ['NEW_TAG; drop', undefined],
  ['A'.repeat(101), undefined],
])('takes %j as the event %s', (typed, name) => {
  expect(eventName(typed)).toBe(name)
})

it('knows the statuses that can be asked for', () => {
  expect(statusIn('failed')).toBe('failed')
  expect(statusIn('waiting')).toBeUndefined()
  expect(statusIn(null)).toBeUndefined()
})

it('counts duplicates in the words of the language', async () => {
  expect(deliveriesText({ deliveryCount: 1 })).toBe('once')
  expect(deliveriesText({ deliveryCount: 2 })).toBe('once, 1 duplicate')
  await setLanguage('ru')
  expect([2, 3, 6].map((deliveryCount) => deliveriesText({ deliveryCount }))).toEqual([
    'одна, 1 повтор',
    'одна, 2 повтора',
    'одна, 5 повторов',
  ])
})
