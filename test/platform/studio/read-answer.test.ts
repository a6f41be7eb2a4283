import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../server/platform/studio/read-answer.ts'

const read = (contentType: string | undefined, body: string | Buffer) =>
  readAnswer({
    status: 200,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: Buffer.from(body),
  })

describe('readAnswer', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'text/json'])(
    'parses %s',
    (contentType) => {
      const answer = read(contentType, '{"a": [1]}')

      expect(answer).toMatchObject({ body: { a: [1] }, bodyText: undefined, unreadable: undefined })
    },
  )

  it('keeps the text beside a body that cannot hold its numbers', () => {
    const answer = read('application/json', '{"id": 9007199254740993}')

    expect(answer.bodyText).toBe('{"id": 9007199254740993}')
  })

  it('has null for an answer without body', () => {
    expect(read('application/json', '').body).toBeNull()
  })

  it.each([
    ['{"a": ', 'cannot be read'],
    ['['.repeat(65) + ']'.repeat(65), 'nested deeper'],
  ])('shows what is called JSON but is not as text with a difference', (text, message) => {
    const answer = read('application/json', text)

    expect(answer.body).toBe(text)
    expect(answer.unreadable?.message).toContain(message)
  })

  it.each([
    ['text/csv', 'a;b'],
    ['application/xml', '<a/>'],
    [undefined, 'plain'],
  ])('takes %s as text', (contentType, text) => {
    expect(read(contentType, text).body).toBe(text)
  })

  it('reads a text in the charset that it names, and one that nobody knows as UTF-8', () => {
    const latin = read('text/plain; charset=iso-8859-1', Buffer.from([0xe9]))
    const unknown = read('text/plain; charset=klingon', 'é')

    expect([latin.body, unknown.body]).toEqual(['é', 'é'])
  })

  it('wraps bytes, so that they come back whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const { body } = read('image/png', Buffer.from(bytes))

        const { $binary } = body as { $binary: { contentType: string; base64: string; bytes: number } }
        expect($binary.bytes).toBe(bytes.length)
        expect(Buffer.from($binary.base64, 'base64')).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('wraps bytes of no known kind', () => {
    const { body } = read(undefined, Buffer.from([0, 255, 1]))

    expect(body).toEqual({ $binary: { contentType: 'application/octet-stream', base64: 'AP8B', bytes: 3 } })
  })
})
