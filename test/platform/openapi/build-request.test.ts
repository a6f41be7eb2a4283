import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRequest, type CallInput, validateCall } from '../../../server/platform/openapi/index.ts'
import type { JsonObject } from '../../../server/shared/json.ts'
import { serializePath, serializeQuery } from '../../../server/platform/openapi/serialize-parameter.ts'
import { compiledOperation, jsonBody } from './support/a-document.ts'

const baseUrl = 'https://api.example.com/api/'

function built(compiled: ReturnType<typeof compiledOperation>, input: CallInput) {
  const { values, violations } = validateCall(compiled, input)
  expect(violations).toEqual([])
  return buildRequest(compiled.operation, values, { baseUrl })
}

const list = ['a', 'b']
const object = { x: 1, y: 2 }

describe('serializePath', () => {
  it.each([
    ['simple', false, 'a', 'a'],
    ['simple', false, list, 'a,b'],
    ['simple', false, object, 'x,1,y,2'],
    ['simple', true, object, 'x=1,y=2'],
    ['label', false, list, '.a,b'],
    ['label', true, list, '.a.b'],
    ['label', true, object, '.x=1.y=2'],
    ['matrix', false, 'a', ';n=a'],
    ['matrix', false, list, ';n=a,b'],
    ['matrix', true, list, ';n=a;n=b'],
    ['matrix', true, object, ';x=1;y=2'],
  ] as const)('writes %s, explode %s: %j', (...[style, explode, value, expected]) => {
    expect(serializePath({ name: 'n', style, explode, contentType: undefined }, value)).toBe(expected)
  })

  it('is undone by decoding, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const segment = serializePath(
          { name: 'n', style: 'simple', explode: false, contentType: undefined },
          text,
        )

        expect(segment).toMatch(/^[A-Za-z0-9._~%-]*$/)
        expect(decodeURIComponent(segment)).toBe(text)
      }),
    )
  })
})

describe('serializeQuery', () => {
  it.each([
    ['form', true, list, 'n=a&n=b'],
    ['form', false, list, 'n=a,b'],
    ['form', true, object, 'x=1&y=2'],
    ['form', false, object, 'n=x,1,y,2'],
    ['spaceDelimited', false, list, 'n=a%20b'],
    ['pipeDelimited', false, list, 'n=a%7Cb'],
    ['deepObject', true, { x: 1, y: { z: ['a', 'b'] } }, 'n%5Bx%5D=1&n%5By%5D%5Bz%5D=a&n%5By%5D%5Bz%5D=b'],
    ['form', true, [], ''],
    ['form', true, 'a&b=c', 'n=a%26b%3Dc'],
  ] as const)('writes %s, explode %s: %j', (...[style, explode, value, expected]) => {
    expect(serializeQuery({ name: 'n', style, explode, contentType: undefined }, value).join('&')).toBe(
      expected,
    )
  })

  it('writes JSON where the document wants a content type', () => {
    const parameter = { name: 'n', style: 'form', explode: true, contentType: 'application/json' } as const

    expect(serializeQuery(parameter, object)).toEqual(['n=%7B%22x%22%3A1%2C%22y%22%3A2%7D'])
  })

  it('comes back from an address as it went in, exploded lists and objects', () => {
    const text = fc.string({ unit: 'grapheme' })

    fc.assert(
      fc.property(text, fc.array(text), fc.dictionary(text, text), (name, items, record) => {
        const read = (style: 'form' | 'deepObject', value: unknown) =>
          new URL(
            `https://x.test/?${serializeQuery({ name, style, explode: true, contentType: undefined }, value).join('&')}`,
          ).searchParams

        expect(read('form', items).getAll(name)).toEqual(items)
        expect([...read('deepObject', record)]).toEqual(
          Object.entries(record).map(([key, value]) => [`${name}[${key}]`, value]),
        )
      }),
    )
  })

  it('keeps items of one text apart from its delimiter', () => {
    const items = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 })

    fc.assert(
      fc.property(items, (values) => {
        const [piece = ''] = serializeQuery(
          { name: 'n', style: 'form', explode: false, contentType: undefined },
          values,
        )

        expect(piece.slice(2).split(',').map(decodeURIComponent)).toEqual(values)
      }),
    )
  })
})

describe('buildRequest', () => {
  it('puts path, query, headers and JSON body together', () => {
    const parameters = [
      { name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'If-Match', in: 'header', schema: { type: 'string' } },
    ]
    const compiled = compiledOperation(
      { parameters, ...jsonBody({ type: 'object' }) },
      { path: '/things/{id}', method: 'put' },
    )

    const request = built(compiled, {
      path: { id: 'a b' },
      query: { q: ['x', 'y'] },
      headers: { 'if-match': 'z' },
      body: { n: 1 },
    })

    expect(request).toEqual({
      method: 'PUT',
      url: 'https://api.example.com/api/things/a%20b?q=x&q=y',
      headers: { accept: 'application/json, */*;q=0.8', 'if-match': 'z', 'content-type': 'application/json' },
      body: '{"n":1}',
    })
  })

  it('sends no body and no content type when there is none', () => {
    const request = built(compiledOperation({ parameters: [] }), {})

    expect([request.body, request.headers['content-type']]).toEqual([undefined, undefined])
  })

  it('never leaves the path of its operation, whatever passes validation', () => {
    const compiled = compiledOperation({}, { path: '/v1/things/{id}/parts' })

    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (id) => {
        const { values, violations } = validateCall(compiled, { path: { id } })
        fc.pre(violations.length === 0)

        const url = new URL(buildRequest(compiled.operation, values, { baseUrl }).url)

        expect(url.origin).toBe('https://api.example.com')
        expect(url.pathname).toMatch(/^\/api\/v1\/things\/[^/]+\/parts$/)
        expect(url.search + url.hash).toBe('')
      }),
    )
  })

  it('writes forms that a form reader reads back', async () => {
    const media = { schema: { type: 'object' } }
    const compiled = compiledOperation(
      { requestBody: { content: { 'application/x-www-form-urlencoded': media } } },
      { method: 'post' },
    )

    const request = built(compiled, { body: { a: 'x&y', b: [1, 2], c: { d: true } } })

    expect([...new URLSearchParams(String(request.body))]).toEqual([
      ['a', 'x&y'],
      ['b', '1'],
      ['b', '2'],
      ['c', '{"d":true}'],
    ])
  })

  it('writes multipart that a multipart reader reads back, bytes included', async () => {
    const schema: JsonObject = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } }
    const compiled = compiledOperation(
      { requestBody: { content: { 'multipart/form-data': { schema } } } },
      { method: 'post' },
    )
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255])
    const file = {
      $file: { name: 'a "b"\r\n.png', contentType: 'image/png', base64: bytes.toString('base64') },
    }

    const request = built(compiled, { body: { note: 'ä\r\n--x', many: [1, 2], file } })
    const form = await new Response(new Uint8Array(request.body as Uint8Array), {
      headers: { 'content-type': request.headers['content-type'] ?? '' },
    }).formData()

    const received = form.get('file') as File
    expect([form.get('note'), form.getAll('many')]).toEqual(['ä\r\n--x', ['1', '2']])
    expect([received.type, Buffer.from(await received.arrayBuffer()).equals(bytes)]).toEqual([
      'image/png',
      true,
    ])
  })

  it('sends a file as it is where the document wants one', () => {
    const compiled = compiledOperation({ requestBody: { content: { 'image/*': {} } } }, { method: 'post' })

    const request = built(compiled, {
      body: { $file: { name: 'a.png', contentType: 'image/png', base64: 'AAEC' } },
    })

    expect([request.headers['content-type'], [...(request.body as Uint8Array)]]).toEqual([
      'image/png',
      [0, 1, 2],
    ])
  })
})
