import { describe, expect, it } from 'vitest'
import { requireSameOrigin } from '../../../server/platform/access/same-origin.ts'

const BASE = 'https://addon.example/base'
const request = (change: object) => ({
  method: 'POST',
  secFetchSite: undefined,
  origin: undefined,
  host: 'addon.example',
  ...change,
})

describe('requireSameOrigin', () => {
  it.each([
    ['a page of ours that says so', { secFetchSite: 'same-origin' }],
    ['a page of ours by its origin', { origin: 'https://addon.example' }],
    ['a page of the host that was asked', { origin: 'http://localhost:8080', host: 'localhost:8080' }],
    ['both', { secFetchSite: 'same-origin', origin: 'https://addon.example' }],
    [
      'any site that only reads',
      { method: 'GET', secFetchSite: 'cross-site', origin: 'https://evil.example' },
    ],
  ])('lets %s pass', (_name, change) => {
    expect(requireSameOrigin(request(change), BASE)).toBeUndefined()
  })

  it.each([
    ['another site', { secFetchSite: 'cross-site' }],
    ['a neighbouring host', { secFetchSite: 'same-site', origin: 'https://addon.example' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['our host on another port', { origin: 'https://addon.example:8443' }],
    ['a hidden origin', { origin: 'null' }],
    [
      'an origin that claims to be same-origin',
      { secFetchSite: 'same-origin', origin: 'https://evil.example' },
    ],
    ['a request that tells nothing', {}],
    ['an address typed by hand', { secFetchSite: 'none' }],
  ])('refuses %s', (_name, change) => {
    expect(() => requireSameOrigin(request(change), BASE)).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN' }),
    )
  })

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('looks at %s', (method) => {
    expect(() => requireSameOrigin(request({ method }), BASE)).toThrow()
  })
})
