import { describe, expect, it } from 'vitest'
import { toJsonSchema } from '../../../server/platform/openapi/to-json-schema.ts'

const rewrite = (schema: unknown, version: '3.0' | '3.1' = '3.0') =>
  toJsonSchema(schema, { version, direction: 'request' })

describe('toJsonSchema', () => {
  it.each([
    ['nullable with a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [
      'nullable values',
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'nullable beside a reference',
      { $ref: '#/a', nullable: true },
      { anyOf: [{ $ref: '#/a' }, { type: 'null' }] },
    ],
    ['nullable without a type', { nullable: true }, {}],
    [
      'boolean exclusiveMinimum',
      { type: 'number', minimum: 1, exclusiveMinimum: true },
      { type: 'number', exclusiveMinimum: 1 },
    ],
    [
      'boolean false',
      { type: 'number', minimum: 1, exclusiveMinimum: false },
      { type: 'number', minimum: 1 },
    ],
    [
      'a bound that 3.0 has not',
      { type: 'number', exclusiveMaximum: 9 },
      { type: 'number', exclusiveMaximum: 9 },
    ],
    ['an unknown type', { type: 'file' }, {}],
    ['identifiers', { $id: 'x', $schema: 'y', type: 'object' }, { type: 'object' }],
    ['neighbours of a reference', { $ref: '#/a', maxLength: 3 }, { $ref: '#/a' }],
    [
      'keywords of the wrong kind',
      { type: 'string', minLength: '3', enum: [], pattern: 5 },
      { type: 'string' },
    ],
  ])('rewrites %s', (_, schema, expected) => {
    expect(rewrite(schema)).toEqual(expected)
  })

  it('keeps neighbours of a reference in 3.1', () => {
    expect(rewrite({ $ref: '#/a', maxLength: 3 }, '3.1')).toEqual({ $ref: '#/a', maxLength: 3 })
  })

  it('keeps properties that are called like keywords', () => {
    const schema = { properties: { nullable: { type: 'boolean' }, id: { type: 'string' }, example: {} } }

    expect(rewrite(schema)).toEqual(schema)
  })

  it('asks a request for no read-only property and an answer for no write-only one', () => {
    const schema = {
      required: ['id', 'secret', 'name'],
      properties: { id: { readOnly: true }, secret: { writeOnly: true }, name: {} },
    }

    const required = (['request', 'response'] as const).map(
      (direction) => toJsonSchema(schema, { version: '3.1', direction }) as { required: string[] },
    )

    expect(required.map((rewritten) => rewritten.required)).toEqual([
      ['secret', 'name'],
      ['id', 'name'],
    ])
  })
})
