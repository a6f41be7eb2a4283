import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePath } from '../../../server/platform/addon/normalise-path.ts'
import { eventPath, WEBHOOK_EVENT_NAMES } from '../../../server/platform/webhooks/index.ts'

describe('normalisePath', () => {
  it.each([
    ['the path itself', '/webhooks/clockify/new-tag'],
    ['two slashes in front', '//webhooks/clockify/new-tag'],
    ['no slash in front', 'webhooks/clockify/new-tag'],
    ['a slash at the end', '/webhooks/clockify/new-tag/'],
    ['doubled slashes inside', '/webhooks//clockify///new-tag'],
    ['a full URL', 'https://addon.example/base/webhooks/clockify/new-tag'],
    ['a full URL with two slashes', 'https://addon.example/base//webhooks/clockify/new-tag'],
    ['a full URL in another case', 'HTTPS://ADDON.example/base/webhooks/clockify/new-tag'],
    ['a full URL seen through a proxy', 'http://addon.example:8080/base/webhooks/clockify/new-tag'],
    ["the base URL's path in front", '/base/webhooks/clockify/new-tag'],
    ['a query behind', '/webhooks/clockify/new-tag?x=1'],
  ])('reads %s', (_name, value) => {
    const path = normalisePath(value, 'https://addon.example/base/')

    expect(path).toBe('/webhooks/clockify/new-tag')
  })

  it('leaves a path alone that only begins like the base', () => {
    const path = normalisePath('/basement/webhooks', 'https://addon.example/base')

    expect(path).toBe('/basement/webhooks')
  })

  it('finds the declared path again however it is joined to the base URL', () => {
    const slashes = fc.integer({ min: 1, max: 4 }).map((count) => '/'.repeat(count))
    const segment = fc.stringMatching(/^[a-z0-9-]{1,8}$/)
    const base = fc.array(segment, { maxLength: 3 }).map((parts) => parts.map((part) => `/${part}`).join(''))

    fc.assert(
      fc.property(
        fc.constantFrom(...WEBHOOK_EVENT_NAMES),
        fc.record({ base, joint: slashes, end: fc.oneof(fc.constant(''), slashes), full: fc.boolean() }),
        (event, { base, joint, end, full }) => {
          const baseUrl = `https://addon.example${base}`
          const written = `${full ? baseUrl : base}${joint}${eventPath(event).slice(1)}${end}`

          expect(normalisePath(written, baseUrl)).toBe(eventPath(event))
        },
      ),
    )
  })
})
