import { describe, expect, it } from 'vitest'
import { checkSettings } from '../../../server/platform/addon/check-settings.ts'
import { defineAddonSettings, type SettingDefinition } from '../../../server/platform/addon/index.ts'

const common = { name: 'A setting', accessLevel: 'ADMINS' } as const
const definitions: readonly SettingDefinition[] = [
  ...defineAddonSettings({ autoBootstrap: true, requestsPerHour: 0, keepRecordsFresh: true }),
  { ...common, id: 'text', type: 'TXT', value: ' ' },
  { ...common, id: 'link', type: 'LINK', value: 'https://example.com' },
  { ...common, id: 'one', type: 'DROPDOWN_SINGLE', value: 'a', allowedValues: ['a', 'b'] },
  { ...common, id: 'many', type: 'DROPDOWN_MULTIPLE', value: ['a'], allowedValues: ['a', 'b'] },
  { ...common, id: 'person', type: 'USER_DROPDOWN_SINGLE', value: 'u1' },
  { ...common, id: 'people', type: 'USER_DROPDOWN_MULTIPLE', value: ['u1'] },
]

describe('checkSettings', () => {
  it.each<readonly [string, unknown]>([
    ['autoBootstrap', false],
    ['requestsPerHour', 30],
    ['text', ''],
    ['link', 'x'],
    ['one', 'b'],
    ['many', []],
    ['many', ['b', 'a']],
    ['person', 'u2'],
    ['people', ['u2', 'u3']],
  ])('takes %s = %j', (id, value) => {
    const { values } = checkSettings(definitions, [{ id, value }], '/settings')

    expect(values).toEqual([{ id, value }])
  })

  it.each<readonly [string, unknown]>([
    ['autoBootstrap', 'true'],
    ['autoBootstrap', null],
    ['requestsPerHour', '30'],
    ['requestsPerHour', -1],
    ['requestsPerHour', 1.5],
    ['requestsPerHour', 1e12],
    ['text', 5],
    ['text', 'x'.repeat(10_001)],
    ['one', 'c'],
    ['one', ['a']],
    ['many', 'a'],
    ['many', ['a', 'c']],
    ['people', [1]],
  ])('refuses %s = %j and says where', (id, value) => {
    const changed = [
      { id: 'autoBootstrap', value: true },
      { id, value },
    ]

    expect(() => checkSettings(definitions, changed, '/settings')).toThrow(
      expect.objectContaining({
        code: 'INVALID',
        violations: [expect.objectContaining({ in: 'body', pointer: '/settings/1/value' })],
      }),
    )
  })

  it('leaves unknown ids out, and keeps the last of two values', () => {
    const changed = [
      { id: 'text', value: 'first' },
      { id: 'toString', value: 1 },
      { id: 'text', value: 'last' },
    ]

    const checked = checkSettings(definitions, changed, '')

    expect(checked).toEqual({ values: [{ id: 'text', value: 'last' }], unknownIds: ['toString'] })
  })
})
