import { describe, expect, it } from 'vitest'
import type { CallInput, OperationDetail, Parameter, Schema } from '../../../ui/src/api/types.ts'
import { checkInput } from '../../../ui/src/form/check-input.ts'
import { startingInput } from '../../../ui/src/form/starting.ts'

const parameter = (name: string, place: Parameter['in'], schema: Schema): Parameter => ({
  name,
  in: place,
  required: place === 'path' || schema['x-required'] === true,
  deprecated: false,
  contentType: null,
  description: null,
  schema,
})

function operation(parameters: readonly Parameter[], body?: Schema, contentType = 'application/json') {
  const detail: OperationDetail = {
    connector: 'clockify',
    operationId: 'o',
    method: 'POST',
    path: '/things',
    tags: [],
    summary: '',
    safe: false,
    deprecated: false,
    quickAction: false,
    description: null,
    host: 'api',
    scope: null,
    parameters,
    requestBody: body === undefined ? null : { required: true, content: [{ contentType, schema: body }] },
    responses: [],
    pagination: { kind: 'page', pageParameter: 'page' },
    needs: [],
  }
  return detail
}

const told = (detail: OperationDetail, input: CallInput): readonly string[] =>
  checkInput(detail, input).map(({ in: place, pointer, message }) => `${place}${pointer} ${message}`)

describe('checkInput', () => {
  it('does not ask for what the server sets', () => {
    const workspace = parameter('workspaceId', 'path', { type: 'string' })
    expect(told(operation([workspace, parameter('id', 'path', { type: 'string' })]), {})).toEqual([
      'path/id Is required.',
    ])
  })

  it('reads parameters as the server does: as texts', () => {
    const detail = operation([
      parameter('size', 'query', { type: 'integer', maximum: 50 }),
      parameter('ids', 'query', { type: 'array', items: { type: 'integer' } }),
      parameter('X-Mark', 'header', { type: 'string' }),
    ])

    expect(told(detail, { query: { size: '20', ids: '1,2' }, headers: { 'x-mark': 'ok' } })).toEqual([])
    expect(told(detail, { query: { size: '51', ids: '1,b' }, headers: { 'x-mark': 'é' } })).toEqual([
      'query/size Must be 50 or less.',
      'query/ids/1 Must be a whole number.',
      'header/X-Mark Must be printable ASCII characters in one line.',
    ])
  })

  it('keeps long digits of a parameter, and refuses them in a body', () => {
    const long = '12345678901234567890'
    const schema = { type: 'object', properties: { n: { type: 'integer' } } }
    const detail = operation([parameter('n', 'query', { type: 'integer' })], schema)

    expect(told(detail, { query: { n: long }, body: {} })).toEqual([])
    expect(told(detail, { body: { n: long } })).toEqual(['body/n Must be a whole number.'])
    expect(told(detail, { body: { n: 2 ** 53 } })).toEqual([
      'body/n Has more digits than a number can hold; they would be lost.',
    ])
  })

  it.each(['a/b', '..', '%2e%2E', 'a%252Fb', 'a\nb'])('keeps %j out of a path', (id) => {
    expect(told(operation([parameter('id', 'path', { type: 'string' })]), { path: { id } })).toEqual([
      'path/id Must not contain "/", "\\", ".." or control characters.',
    ])
  })

  it('tells each pattern and each format of its own field', () => {
    const properties = {
      code: { type: 'string', pattern: '^[A-Z]+$' },
      digits: { type: 'string', pattern: '^\\d+$' },
      odd: { type: 'string', pattern: '^[\\w\\-\\_]+$' },
      broken: { type: 'string', pattern: '(' },
      day: { type: 'string', format: 'date' },
    }
    const body = { code: '12', digits: 'AB', odd: 'a-b_c', broken: 'x', day: '2026-02-30' }

    expect(told(operation([], { type: 'object', properties }), { body })).toEqual([
      'body/code Must match ^[A-Z]+$.',
      'body/digits Must match ^\\d+$.',
      'body/day Must be a valid date, like 2026-01-31.',
    ])
  })

  it('tells what is wrong in the variant that was meant', () => {
    const variant = (kind: string, field: string): Schema => ({
      type: 'object',
      properties: { kind: { const: kind }, [field]: { type: 'string' } },
      required: ['kind', field],
    })
    const schema = { oneOf: [variant('a', 'name'), variant('b', 'size')] }

    expect(told(operation([], schema), { body: { kind: 'b' } })).toEqual(['body/size Is required.'])
    expect(told(operation([], schema), { body: { kind: 'c' } })).toEqual([
      'body Fits none of the allowed forms, or several.',
    ])
  })

  it('follows references with signs in their names', () => {
    const schema = {
      type: 'object',
      properties: { it: { $ref: '#/%24defs/A%20%2525~1b' } },
      $defs: { 'A %25/b': { type: 'object', required: ['x y/z'] } },
    }
    expect(told(operation([], schema), { body: { it: {} } })).toEqual(['body/it/x y~1z Is required.'])
  })

  it('takes a file for a binary field, and nothing else', () => {
    const schema = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } }
    const detail = operation([], schema, 'multipart/form-data')
    const file = { $file: { name: 'a.png', contentType: 'image/png', base64: 'AAAA' } }

    expect(told(detail, { body: { file } })).toEqual([])
    expect(told(detail, { body: { file: 'a.png' } })).toEqual([
      'body/file Must be a file with a name, a type and its bytes.',
    ])
  })

  it('leaves the page to whoever reads all of them', () => {
    const detail = { ...operation([parameter('page', 'query', { type: 'integer' })]), safe: true }
    expect(told(detail, { allPages: true, query: { page: 2 } })).toEqual([
      'query/page Is chosen by reading all pages; leave one of them out.',
    ])
  })
})

describe('startingInput', () => {
  it('holds what is required and known, and no more', () => {
    const schema = {
      type: 'object',
      properties: {
        kind: { const: 'x' },
        name: { type: 'string' },
        inner: { type: 'object', properties: { on: { type: 'boolean', default: false } }, required: ['on'] },
        more: { type: 'object', properties: { on: { type: 'boolean', default: true } } },
        again: { $ref: '#' },
      },
      required: ['kind', 'name', 'inner'],
    }
    const detail = operation(
      [
        parameter('mode', 'query', { enum: ['only'], 'x-required': true }),
        parameter('size', 'query', { type: 'integer', default: 50 }),
        parameter('workspaceId', 'path', { type: 'string', default: 'w' }),
      ],
      schema,
    )

    expect(startingInput(detail)).toEqual({
      query: { mode: 'only' },
      body: { kind: 'x', inner: { on: false } },
    })
  })

  it('sends no optional body, and an empty required one', () => {
    const detail = operation([], { type: 'object', properties: { a: { type: 'string' } } })
    expect(startingInput(detail)).toEqual({ body: {} })
    expect(
      startingInput({
        ...detail,
        requestBody: { required: false, content: detail.requestBody?.content ?? [] },
      }),
    ).toEqual({})
  })
})
