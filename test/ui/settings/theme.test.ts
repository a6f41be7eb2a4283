import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { applyTheme, firstChoice, setTheme } from '../../../ui/src/host/theme.ts'

describe('firstChoice', () => {
  it.each([
    ['DARK', 'light', 'dark'],
    ['dark', undefined, 'dark'],
    ['DEFAULT', 'dark', 'dark'],
    [undefined, 'light', 'light'],
    [undefined, 'system', 'system'],
    [undefined, 'pink', 'system'],
    ['DEFAULT', undefined, 'system'],
  ])('of claim %s and stored %s is %s', (claimed, stored, expected) => {
    expect(firstChoice(claimed, stored)).toBe(expected)
  })
})

describe('setTheme', () => {
  const shown: { theme?: string } = {}
  const stored = new Map<string, string>()
  let isDark = false
  let systemChanged = (): void => undefined

  beforeEach(() => {
    stored.clear()
    isDark = false
    vi.stubGlobal('document', { documentElement: { dataset: shown } })
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    })
    vi.stubGlobal('window', {
      matchMedia: () => ({
        matches: isDark,
        addEventListener: (_event: string, changed: () => void) => {
          systemChanged = changed
        },
      }),
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('follows the system until somebody chooses, and again when told to', () => {
    applyTheme()
    expect(shown.theme).toBe('light')
    isDark = true
    systemChanged()
    expect(shown.theme).toBe('dark')
    setTheme('light')
    systemChanged()
    expect(shown.theme).toBe('light')
    setTheme('system')
    expect(shown.theme).toBe('dark')
    expect(stored.get('switchyard.theme')).toBe('system')
  })

  it('remembers the choice', () => {
    setTheme('dark')
    applyTheme()
    expect(shown.theme).toBe('dark')
  })
})
