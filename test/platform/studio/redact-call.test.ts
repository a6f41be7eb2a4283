import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownBody, shownInput, shownRequest } from '../../../server/platform/studio/redact-call.ts'
import type { CallValues } from '../../../server/platform/openapi/index.ts'

const none: CallValues = { path: {}, query: {}, headers: {}, body: undefined, contentType: undefined }
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const aToken = fc
  .tuple(fc.uuid(), fc.stringMatching(/^[\w-]{20,60}$/))
  .map(([sub, signature]) => `${part({ alg: 'RS256' })}.${part({ sub })}.${signature}`)

describe('shownRequest', () => {
  it('shows a token at no place of the request', () => {
    fc.assert(
      fc.property(aToken, (token) => {
        const values = {
          ...none,
          query: { key: token, q: token },
          body: { note: `see ${token}`, list: [token] },
        }
        const request = {
          service: 'acme',
          method: 'POST' as const,
          url: `https://acme.test/${token}?key=${token}&q=x%20${token}`,
          headers: { 'x-addon-token': token, 'x-note': `Bearer ${token}` },
        }

        const shown = JSON.stringify([shownRequest({ request, values }), shownInput(values)])

        expect(shown).not.toContain(token.split('.').at(-1))
        expect(shown).not.toContain(token)
      }),
    )
  })

  it('hides an opaque secret by its name', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('apiKey', 'password', 'clientSecret', 'authToken'),
        (secret, name) => {
          const values = {
            ...none,
            query: { [name]: secret, code: secret },
            body: { deep: [{ [name]: secret }] },
          }

          expect(JSON.stringify(shownInput(values))).not.toContain(secret)
        },
      ),
    )
  })
})

describe('shownBody', () => {
  it('keeps name and size of a file instead of its bytes', () => {
    const file = { $file: { name: 'a.png', contentType: 'image/png', base64: 'aGVsbG8=' } }

    const shown = shownBody({ amount: 1, files: [file], file })

    const kept = { $file: { name: 'a.png', contentType: 'image/png', base64: '', bytes: 5 } }
    expect(shown).toEqual({ amount: 1, files: [kept], file: kept })
  })

  it('keeps the size of a binary answer', () => {
    const shown = shownBody({ $binary: { contentType: 'image/png', base64: 'aGVsbG8=', bytes: 5 } })

    expect(shown).toEqual({ $binary: { contentType: 'image/png', base64: '', bytes: 5 } })
  })

  it('leaves what only looks like a file', () => {
    expect(shownBody({ a: { $file: 'x' }, b: null, c: [1] })).toEqual({ a: { $file: 'x' }, b: null, c: [1] })
  })
})
