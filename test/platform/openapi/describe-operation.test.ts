import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { describeOperation } from '../../../server/platform/openapi/index.ts'
import { compiledOperation, jsonAnswer, jsonBody } from './support/a-document.ts'

describe('describeOperation', () => {
  it('gives a body schema that stands on its own and may contain itself', () => {
    const schemas = {
      Node: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string', nullable: true },
          children: { type: 'array', items: { $ref: '#/components/schemas/Node' } },
        },
      },
      Unrelated: { type: 'string' },
    }
    const compiled = compiledOperation(jsonBody({ $ref: '#/components/schemas/Node' }), {
      method: 'post',
      schemas,
    })

    const schema = describeOperation(compiled).requestBody?.content[0]?.schema

    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema ?? false)
    expect(validate({ name: null, children: [{ name: 'a', children: [] }] })).toBe(true)
    expect(validate({ name: 'a', children: [{}] })).toBe(false)
    expect(Object.keys((schema as { $defs: object }).$defs)).toEqual(['Node'])
  })

  it('follows references into paths and into parts of schemas', () => {
    const schemas = { Pair: { type: 'object', properties: { left: { type: 'integer' } } } }
    const compiled = compiledOperation(
      {
        parameters: [
          {
            name: 'a',
            in: 'query',
            schema: { type: 'array', items: { $ref: '#/components/schemas/Pair/properties/left' } },
          },
        ],
        ...jsonAnswer({
          type: 'array',
          items: { $ref: '#/paths/~1things~1%7Bid%7D/get/parameters/0/schema' },
        }),
      },
      { path: '/things/{id}', openapi: '3.1.0', schemas },
    )

    const { parameters, responses } = describeOperation(compiled)

    const [query] = parameters
    expect(new Ajv2020().compile(query?.schema ?? false)([1])).toBe(true)
    expect(new Ajv2020().compile(query?.schema ?? false)(['a'])).toBe(false)
    expect(new Ajv2020().compile(responses[0]?.content[0]?.schema ?? false)([[1]])).toBe(true)
    expect(JSON.stringify(responses)).not.toContain('#/paths')
  })

  it('tells the parameter styles, and null where there is nothing', () => {
    const compiled = compiledOperation({
      parameters: [{ name: 'q', in: 'query', style: 'pipeDelimited', schema: { type: 'array' } }],
    })

    expect(describeOperation(compiled)).toMatchObject({
      operationId: 'it',
      requestBody: null,
      description: null,
      scope: null,
      needs: [],
      pagination: { kind: 'none' },
      parameters: [
        { name: 'q', style: 'pipeDelimited', explode: false, required: false, schema: { type: 'array' } },
      ],
    })
  })

  it('hands out nothing of the document itself', () => {
    expect(Object.keys(describeOperation(compiledOperation({})))).not.toContain('document')
  })
})
