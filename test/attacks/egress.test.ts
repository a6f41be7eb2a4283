import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config/config.ts'
import { createEgressPolicy } from '../../server/platform/outbound/index.ts'
import { AppError } from '../../server/shared/errors.ts'
import { CLOSED_IPV4, disguises, ipv4Spellings, LOCAL_HOSTS } from './support/spellings.ts'

const LISTED = 'http://127.0.0.1:8080'
const policy = createEgressPolicy({ allowedOrigins: [LISTED], hostRules: [{ suffix: 'clockify.me' }] })

/** The URL that would be called, or undefined where the policy refuses in words. */
function called(text: string): string | undefined {
  try {
    return policy.check(text).href
  } catch (error) {
    if (error instanceof AppError && error.code === 'INVALID') return undefined
    throw error
  }
}

describe('the addresses that may be called', () => {
  it.each(CLOSED_IPV4)('do not include %s in any spelling, at any port', (ip) => {
    const urls = ipv4Spellings(ip).flatMap((host) =>
      ['http', 'https'].flatMap((scheme) =>
        ['', ':80', ':443', ':8080', ':8443'].map((port) => `${scheme}://${host}${port}/`),
      ),
    )
    const taken = urls.filter((url) => called(url) !== undefined)

    expect(urls.length).toBeGreaterThan(800)
    // The one that the operator listed, and only as it was listed.
    expect(taken).toEqual(ip === '127.0.0.1' ? [`${LISTED}/`] : [])
  })

  it('do not include a name or address of this machine', () => {
    const urls = LOCAL_HOSTS.flatMap((host) => [`https://${host}/`, `http://${host}:8080/`])

    expect(urls.filter((url) => called(url) !== undefined)).toEqual([])
  })

  it.each(['127.0.0.1', 'localhost', 'evil.example'])(
    'do not include %s behind the name of a vendor',
    (host) => {
      const urls = disguises(host, 'api.clockify.me')

      expect(urls.filter((url) => called(url) !== undefined)).toEqual([])
      expect(called('https://api.clockify.me/')).toBe('https://api.clockify.me/')
    },
  )
})

describe('EGRESS_ALLOW', () => {
  const start = (origin: string): readonly string[] => {
    const { egressAllow } = readConfig({ EGRESS_ALLOW: origin })
    createEgressPolicy({ allowedOrigins: egressAllow, hostRules: [] })
    return egressAllow
  }

  it('lists an address in its plain form only', () => {
    const odd = ipv4Spellings('127.0.0.1').filter((host) => host !== '127.0.0.1' && !host.startsWith('['))
    const taken = odd.filter((host) => {
      try {
        // What is around a text in the environment means nothing.
        return start(`http://${host}:9000`).length > 0 && host.trim() === host
      } catch {
        return false
      }
    })

    expect(taken).toEqual([])
    expect(start('http://127.0.0.1:9000')).toEqual(['http://127.0.0.1:9000'])
  })

  it.each([
    'http://user:pass@127.0.0.1:9000',
    'http://127.0.0.1:9000/path',
    'http://127.0.0.1:9000?x',
    'http://127.0.0.1:9000#x',
    'http://*:9000',
    'http://*.example.com',
    '*',
    'http://',
    'http://:9000',
    'ftp://127.0.0.1',
    'http://127.0.0.1:9000;http://127.0.0.1:9001',
    'http://127.0.0.1:9000 http://127.0.0.1:9001',
  ])('stops the start at %j', (origin) => {
    expect(() => start(origin)).toThrow(/EGRESS_ALLOW|origin/)
  })
})
