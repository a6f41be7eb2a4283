import { describe, expect, it } from 'vitest'
import { fieldText } from '../../../server/connectors/clickup/field-text.ts'

const options = [
  { id: 'a1', name: 'Junior', orderindex: 0 },
  { id: 'b2', name: 'Senior 🦊', orderindex: 1 },
]
const labels = [
  { id: 'l1', label: 'красный' },
  { id: 'l2', label: 'blue' },
]

describe('the words of a custom field', () => {
  it.each<readonly [type: string, config: unknown, value: unknown, words: string | null]>([
    ['short_text', {}, 'as it is', 'as it is'],
    ['url', {}, 'https://example.com', 'https://example.com'],
    // Tasks name an option by its place, webhooks by its id.
    ['drop_down', { options }, 1, 'Senior 🦊'],
    ['drop_down', { options }, 'a1', 'Junior'],
    ['drop_down', { options }, 7, '7'],
    ['labels', { options: labels }, ['l2', 'l1'], 'blue, красный'],
    ['labels', { options: labels }, [], null],
    ['number', {}, '12.50', '12.50'],
    ['number', {}, 0, '0'],
    ['currency', { currency_type: 'EUR' }, '99', '99 EUR'],
    ['date', {}, '1764201600000', '2025-11-27'],
    ['date', {}, 'soon', 'soon'],
    ['checkbox', {}, 'true', 'yes'],
    ['checkbox', {}, false, 'no'],
    ['checkbox', {}, null, null],
    [
      'users',
      {},
      [
        { id: 1, username: null, email: 'a@example.com' },
        { id: 2, username: 'Bo' },
      ],
      'a@example.com, Bo',
    ],
    ['tasks', {}, [{ id: 'x', name: 'Other' }], 'Other'],
    ['emoji', { count: 5 }, 3, '3/5'],
    ['manual_progress', {}, { percent_complete: 0.4, current: '40' }, '40 %'],
    ['automatic_progress', {}, { percent_complete: 75 }, '75 %'],
    ['location', {}, { formatted_address: 'Минск', location: { lat: 1, lng: 2 } }, 'Минск'],
    ['attachment', {}, [{ id: 'f', title: 'cv.pdf' }], 'cv.pdf'],
    ['not_known_yet', {}, 'text', 'text'],
    ['not_known_yet', {}, { deep: true }, null],
    ['drop_down', null, 0, '0'],
    ['labels', 'odd', 'odd', null],
  ])('of type %s with %j and value %j: %j', (...[type, config, value, words]) => {
    expect(fieldText({ type, config, value })).toBe(words)
  })
})
