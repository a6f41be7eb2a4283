import { describe, expect, it } from 'vitest'
import { validateCall, type CallInput } from '../../../server/platform/openapi/index.ts'
import type { JsonObject } from '../../../server/shared/json.ts'
import { compiledOperation, jsonBody } from './support/a-document.ts'

const query = (name: string, schema: JsonObject, rest: JsonObject = {}) => ({
  name,
  in: 'query',
  schema,
  ...rest,
})
const messages = (compiled: ReturnType<typeof compiledOperation>, input: CallInput) =>
  validateCall(compiled, input).violations.map((one) => `${one.in} ${one.pointer} ${one.message}`)

describe('validateCall', () => {
  it('tells every violation at once, each with its place', () => {
    const compiled = compiledOperation(
      {
        parameters: [
          query('status', { enum: ['ON', 'OFF'] }),
          query('page', { type: 'integer' }, { required: true }),
        ],
        ...jsonBody({
          type: 'object',
          required: ['name'],
          properties: {
            name: {},
            color: { type: 'string', maxLength: 2 },
            tags: { type: 'array', items: { type: 'string' } },
          },
        }),
      },
      { path: '/things/{id}', method: 'post' },
    )

    const found = messages(compiled, {
      path: { wrong: '1' },
      query: { status: 'on', extra: 1 },
      headers: { 'x-odd': 'a', Authorization: 'b' },
      body: { color: 'abc', tags: ['a', 5] },
    })

    expect(found).toEqual([
      'path /wrong is no path parameter; known are id',
      'path /id is required',
      'query /extra is no query parameter; known are status, page',
      'query /status must be one of ON, OFF',
      'query /page is required',
      'header /Authorization is set by the server; leave it out',
      'header /x-odd is no header parameter; this operation has none',
      'body /name is required',
      'body /color must have at most 2 characters',
      'body /tags/1 must be a text',
    ])
  })

  it('checks each text by its own pattern', () => {
    const text = (pattern: string) => ({ type: 'string', pattern })
    const compiled = compiledOperation(
      jsonBody({ type: 'object', properties: { word: text('^[a-z]+$'), year: text('^\\d{4}$') } }),
      { method: 'post' },
    )

    expect(messages(compiled, { body: { word: 'abc', year: '2026' } })).toEqual([])
    expect(messages(compiled, { body: { word: '2026', year: 'abc' } })).toHaveLength(2)
  })

  it.each([
    [{ type: 'integer' }, '5', '5'],
    [{ type: 'integer' }, '9007199254740993', '9007199254740993'],
    [{ type: 'string' }, 5, '5'],
    [{ type: 'boolean' }, 'true', true],
    [{ type: 'array', items: { type: 'integer' } }, '1,2', [1, 2]],
    [{ type: 'array', items: { type: 'string' } }, 'a', ['a']],
    [{ type: 'array', items: { type: 'string' } }, ['a', 1], ['a', '1']],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, '5', '5'],
    [{ type: 'object' }, '{"a":1}', { a: 1 }],
  ])('takes by %j the value %j', (schema, given, expected) => {
    const compiled = compiledOperation({ parameters: [query('q', schema)] }, { openapi: '3.1.0' })

    const { violations, values } = validateCall(compiled, { query: { q: given } })

    expect([violations, values.query['q']]).toEqual([[], expected])
  })

  it.each([
    [{ type: 'integer' }, '5.5', 'must be a whole number'],
    [{ type: 'integer' }, 'five', 'must be a whole number'],
    [{ type: 'boolean' }, 'yes', 'must be true or false'],
    [{ type: 'string', format: 'date' }, '2026-02-30', 'must be a valid date, like 2026-01-31'],
    [{ type: 'string', pattern: '^a+$' }, 'b', 'must match ^a+$'],
    [{ type: 'integer', format: 'int32' }, '3000000000', 'must be a valid int32'],
    [{ type: 'array', maxItems: 1 }, ['a', 'b'], 'must have at most 1 items'],
    [{ type: 'string', minLength: 1 }, '', 'must not be empty'],
  ])('refuses by %j the value %j in plain words', (schema, given, expected) => {
    const compiled = compiledOperation({ parameters: [query('q', schema)] })

    expect(messages(compiled, { query: { q: given } })).toEqual([`query /q ${expected}`])
  })

  it.each([
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a/../b',
    '%2e%2e',
    '%2F',
    '%252f',
    'x%5Cy',
    'a\u0000',
    'a\nb',
    'a\u007F',
    '\uD800',
    '..;',
  ])('refuses the path value %j', (id) => {
    const compiled = compiledOperation({}, { path: '/things/{id}' })

    const { violations } = validateCall(compiled, { path: { id } })

    expect(violations.map(({ in: place, pointer }) => [place, pointer])).toEqual([['path', '/id']])
  })

  it.each(['5f6a', 'a b', 'a%b', '100%', 'ä€😀', 'a.b', '-'])('takes the path value %j', (id) => {
    const compiled = compiledOperation({}, { path: '/things/{id}' })

    expect(validateCall(compiled, { path: { id } }).violations).toEqual([])
  })

  it('sets what follows from the credentials and refuses another value', () => {
    const compiled = compiledOperation({}, { path: '/workspaces/{workspaceId}' })

    const [own, same, other] = [{}, { workspaceId: 'w1' }, { workspaceId: 'w2' }].map((path) =>
      validateCall(compiled, { path }, { workspaceId: 'w1' }),
    )

    expect([own?.values.path, own?.violations, same?.violations]).toEqual([{ workspaceId: 'w1' }, [], []])
    expect(other?.violations).toMatchObject([{ in: 'path', pointer: '/workspaceId' }])
    expect(other?.values.path).toEqual({ workspaceId: 'w1' })
  })

  it('sends the documented default of a required parameter that was left out', () => {
    const compiled = compiledOperation({
      parameters: [query('roles', { type: 'string', default: 'false' }, { required: true })],
    })

    expect(validateCall(compiled, {})).toMatchObject({
      violations: [],
      values: { query: { roles: 'false' } },
    })
  })

  it('takes a documented header whatever its case and refuses a line break in it', () => {
    const compiled = compiledOperation({
      parameters: [{ name: 'If-Match', in: 'header', schema: { type: 'string' } }],
    })

    expect(validateCall(compiled, { headers: { 'if-match': 'a' } }).values.headers).toEqual({
      'If-Match': 'a',
    })
    expect(messages(compiled, { headers: { 'If-Match': 'a\r\nHost: b' } })[0]).toContain(
      'header /If-Match must be',
    )
  })

  it.each(['X-Addon-Token', 'x-api-key', 'Host', 'Cookie', 'Content-Length'])(
    'refuses the header %s even where the document has it',
    (name) => {
      const compiled = compiledOperation({ parameters: [{ name, in: 'header', schema: { type: 'string' } }] })

      expect(messages(compiled, { headers: { [name]: 'a' } })).toEqual([
        `header /${name} is set by the server; leave it out`,
      ])
    },
  )

  it('tells required, surplus and over-deep bodies', () => {
    const needed = compiledOperation(jsonBody({ type: 'object' }), { method: 'post' })
    const none = compiledOperation({})
    const deep = JSON.parse(`${'['.repeat(65)}${']'.repeat(65)}`)

    expect(messages(needed, {})).toEqual(['body  is required'])
    expect(messages(none, { body: {} })).toEqual(['body  this operation takes no body'])
    expect(messages(needed, { body: deep })).toEqual(['body  must not be nested deeper than 64 levels'])
  })

  it('tells one thing of a choice, and what is wrong inside of "this or null"', () => {
    const choice = { anyOf: [{ type: 'string' }, { type: 'integer' }] }
    const orNull = { nullable: true, allOf: [{ type: 'object', required: ['a'] }] }
    const compiled = compiledOperation(
      jsonBody({ type: 'object', required: ['z'], properties: { choice, orNull } }),
      { method: 'post' },
    )

    expect(messages(compiled, { body: { choice: [], orNull: {} } })).toEqual([
      'body /z is required',
      'body /choice fits none of the allowed forms',
      'body /orNull/a is required',
    ])
  })

  it('asks for no read-only property and follows recursion', () => {
    const Node = {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { readOnly: true },
        name: { type: 'string' },
        child: { $ref: '#/components/schemas/Node' },
      },
    }
    const compiled = compiledOperation(jsonBody({ $ref: '#/components/schemas/Node' }), {
      method: 'post',
      schemas: { Node },
    })

    expect(messages(compiled, { body: { name: 'a', child: { child: { name: 1 } } } })).toEqual([
      'body /child/name is required',
      'body /child/child/name must be a text',
    ])
  })

  it.each(['^(a+)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '(x+x+)+y'])(
    'is not held up by the pattern %s',
    (pattern) => {
      const compiled = compiledOperation(jsonBody({ type: 'string', pattern }), { method: 'post' })
      const startedAt = performance.now()

      const found = messages(compiled, { body: `${'a'.repeat(40)}x${'x'.repeat(40)}!` })

      expect(found).toEqual([`body  must match ${pattern}`])
      expect(performance.now() - startedAt).toBeLessThan(2000)
    },
  )

  it('is not held up by a long list of unique objects', () => {
    const compiled = compiledOperation(jsonBody({ type: 'array', uniqueItems: true }), { method: 'post' })
    const body = Array.from({ length: 30_000 }, (_, id) => ({ id }))
    const startedAt = performance.now()

    expect(messages(compiled, { body: [...body, { id: 7 }] })).toEqual([
      'body  must not hold the same item twice',
    ])
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  it.each([
    ['combines', { anyOf: Array.from({ length: 20 }, () => ({ $ref: '#/components/schemas/Odd' })) }],
    ['lists', { type: 'array', items: { $ref: '#/components/schemas/Odd' } }],
  ])('ends with a reason for a schema that %s itself', (_, Odd) => {
    const schema = { $ref: '#/components/schemas/Odd' }
    const compiled = compiledOperation({ parameters: [query('q', schema)] }, { schemas: { Odd } })

    const answer = () => messages(compiled, { query: { q: 'a' } })

    if ('anyOf' in Odd) expect(answer).toThrow('contains itself without end')
    else expect(answer()).toEqual(['query /q/0 must be a list'])
  })

  it('does not look up names that every object has', () => {
    const compiled = compiledOperation({
      parameters: [query('constructor', { type: 'string' }, { required: true })],
    })

    expect(messages(compiled, {})).toEqual(['query /constructor is required'])
  })
})

describe('validateCall with files', () => {
  const file = { $file: { name: 'a.png', contentType: 'image/png', base64: 'AAEC' } }
  const compiled = compiledOperation(
    {
      requestBody: {
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['file'],
              properties: { file: { type: 'string', format: 'binary' }, n: { type: 'number' } },
            },
          },
        },
      },
    },
    { method: 'post' },
  )

  it('takes a file where the document wants bytes', () => {
    expect(validateCall(compiled, { body: { file, n: 1 } })).toMatchObject({
      violations: [],
      values: { contentType: 'multipart/form-data' },
    })
  })

  it.each([
    [{ file: 'text' }, ['body /file must be a file: {"$file": {"name", "contentType", "base64"}}']],
    [
      { file: { $file: { name: 'a', contentType: 'image/png', base64: '?' } } },
      ['body /file must have its bytes as base64'],
    ],
    [
      { file: { $file: { name: 'a', contentType: 'x\r\ny', base64: '' } } },
      ['body /file must have a contentType such as image/png'],
    ],
    [{ n: 'x' }, ['body /file is required', 'body /n must be a number']],
    ['text', ['body  must be an object with one property per form field']],
  ])('refuses %j', (body, expected) => {
    expect(messages(compiled, { body })).toEqual(expected)
  })
})
