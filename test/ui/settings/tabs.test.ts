import { describe, expect, it } from 'vitest'
import { SETTINGS_TABS, tabIn, tabsFor } from '../../../ui/src/screens/settings/tabs.ts'

const admin = { role: 'admin', isEmbedded: false } as const

describe('settings tabs', () => {
  it('leaves the appearance to Clockify inside it', () => {
    expect(tabsFor(admin)).toEqual(SETTINGS_TABS)
    expect(tabsFor({ ...admin, isEmbedded: true })).not.toContain('appearance')
    expect(tabIn('appearance', { ...admin, isEmbedded: true })).toBeUndefined()
    expect(tabIn('appearance', admin)).toBe('appearance')
  })

  it('opens with what the viewer can use', () => {
    expect(tabIn(undefined, admin)).toBe('api-keys')
    expect(tabIn(undefined, { ...admin, role: 'member' })).toBe('connections')
    expect(tabIn(undefined, { ...admin, role: 'reader' })).toBe('connections')
  })

  it('knows no other tabs', () => {
    expect(tabIn('users', admin)).toBeUndefined()
  })
})
