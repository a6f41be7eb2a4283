import { describe, expect, it } from 'vitest'
import { checkResponse } from '../../../server/platform/openapi/index.ts'
import type { JsonObject } from '../../../server/shared/json.ts'
import { compiledOperation, jsonAnswer } from './support/a-document.ts'

const thing: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    status: { type: 'string', enum: ['ON', 'OFF'] },
    at: { type: 'string', format: 'date-time' },
    size: { type: 'integer', nullable: true },
    free: { type: 'object' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
  },
}
const listOfThings = compiledOperation(jsonAnswer({ type: 'array', items: thing }))

function differences(
  body: unknown,
  compiled = listOfThings,
  rest: { status?: number; contentType?: string } = {},
) {
  return checkResponse(compiled, {
    status: 200,
    contentType: 'application/json;charset=utf-8',
    body,
    ...rest,
  }).map(({ kind, pointer, message }) => `${kind} ${pointer} ${message}`)
}

describe('checkResponse', () => {
  it('finds nothing in an answer that fits', () => {
    const fitting = {
      id: 'a',
      status: 'ON',
      at: '2026-01-01T00:00:00Z',
      size: null,
      free: { any: 1 },
      labels: { x: 'y' },
    }

    expect(differences([fitting, { id: 'b' }])).toEqual([])
  })

  it('names each kind of difference once, with * for positions in lists', () => {
    const odd = { status: 'BLUE', at: 'soon', size: 'x', labels: { a: 1 }, extra: true }

    expect(differences([odd, odd, { id: 5 }])).toEqual([
      'missing /*/id is required but was not sent',
      'enum /*/status "BLUE" is no documented value',
      'value /*/at is no date-time such as 2026-01-31T09:00:00Z',
      'type /*/size string in place of integer or null',
      'type /*/labels/a number in place of string',
      'type /*/id number in place of string',
      'unexpected /*/extra is not documented',
    ])
  })

  it('knows the properties of every combined schema', () => {
    const combined = { allOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
    const compiled = compiledOperation(jsonAnswer(combined))

    expect(differences({ a: 1, b: 2, c: 3 }, compiled)).toEqual(['unexpected /c is not documented'])
  })

  it('tells an undocumented status, but no error of a document that is silent on errors', () => {
    const tellsErrors = compiledOperation({
      responses: { 200: { description: '' }, 404: { description: '' } },
    })

    expect(differences([], listOfThings, { status: 202 })).toEqual([
      'status  status 202 is not documented (200 are)',
    ])
    expect(differences({}, listOfThings, { status: 400 })).toEqual([])
    expect(differences({}, tellsErrors, { status: 400 })).toHaveLength(1)
  })

  it.each(['2XX', '2xx', 'default'])('takes the answer documented as %s', (status) => {
    const compiled = compiledOperation(jsonAnswer({ type: 'string' }, status))

    expect(differences(5, compiled)).toEqual(['type  number in place of string'])
  })

  it('tells another content type and checks */* that came as JSON', () => {
    const any = compiledOperation({
      responses: { 200: { description: '', content: { '*/*': { schema: { type: 'array' } } } } },
    })

    expect(differences('x', listOfThings, { contentType: 'text/html' })).toEqual([
      'content-type  text/html in place of application/json',
    ])
    expect(differences({}, any)).toEqual(['type  object in place of array'])
    expect(differences('%PDF', any, { contentType: 'application/pdf' })).toEqual([])
  })

  it('asks an answer for no write-only property', () => {
    const schema = { type: 'object', required: ['secret'], properties: { secret: { writeOnly: true } } }

    expect(differences({}, compiledOperation(jsonAnswer(schema)))).toEqual([])
  })

  it('looks at the first 50 items and tells at most 50 differences', () => {
    const late = [...Array.from({ length: 50 }, () => ({ id: 'a' })), { id: 5 }]
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`p${index}`, 1]))

    expect(differences(late)).toEqual([])
    expect(differences([{ id: 'a', ...many }])).toHaveLength(50)
  })

  it('reports a schema that contains itself without end', () => {
    const Odd = { allOf: [{ $ref: '#/components/schemas/Odd' }] }
    const compiled = compiledOperation(jsonAnswer({ $ref: '#/components/schemas/Odd' }), { schemas: { Odd } })

    expect(differences({}, compiled)).toEqual([expect.stringContaining('contains itself without end')])
  })

  it('bears an answer that is nested without end', () => {
    const Node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
    const compiled = compiledOperation(jsonAnswer({ $ref: '#/components/schemas/Node' }), {
      schemas: { Node },
    })
    const deep: unknown = JSON.parse(`${'{"next":'.repeat(3000)}{}${'}'.repeat(3000)}`)

    expect(differences(deep, compiled)).toEqual(['value  is nested deeper than 64 levels'])
  })
})
