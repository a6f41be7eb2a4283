import { renderToString } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { Clockify } from '../../../ui/src/screens/settings/clockify.tsx'
import { installationOf } from '../../../ui/src/screens/settings/installation.ts'

const session = {
  workspace: { id: 'w1', name: 'Northwind' },
  actor: { type: 'user', id: 'u1', role: 'admin' },
  environment: null,
} as const

describe('installationOf', () => {
  it('tells off from never installed', () => {
    expect(installationOf({ addon: { status: 'ACTIVE' } })).toBe('active')
    expect(installationOf({ addon: { status: 'INACTIVE' } })).toBe('inactive')
    expect(installationOf({ addon: null })).toBe('none')
  })
})

describe('Clockify', () => {
  it('says that all is well', () => {
    const html = renderToString(<Clockify session={{ ...session, addon: { status: 'ACTIVE' } }} />)
    expect(html).toContain('Northwind')
    expect(html).toContain('Active')
    expect(html).not.toContain('<ol')
  })

  it('says how to switch it on', () => {
    const html = renderToString(<Clockify session={{ ...session, addon: { status: 'INACTIVE' } }} />)
    expect(html).toContain('Switched off')
    expect(html.match(/<li>/g)).toHaveLength(3)
  })

  it('gives the address of the manifest where it is not installed', () => {
    vi.stubGlobal('location', { origin: 'https://switchyard.example.com' })
    const html = renderToString(<Clockify session={{ ...session, addon: null }} />)
    vi.unstubAllGlobals()
    expect(html).toContain('https://switchyard.example.com/manifest.json')
  })
})
