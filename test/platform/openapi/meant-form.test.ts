import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { violationsOf } from '../../../server/platform/openapi/index.ts'

const form = (by: object, more: object = {}) => ({
  type: 'object',
  properties: { by, ...more },
  required: ['by', ...Object.keys(more)],
})
const byField = form({ const: 'field' }, { id: { type: 'string', pattern: '^f' } })
const byQuery = form(
  { enum: ['query', 'filter'] },
  { text: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
)
const holding = (...anyOf: object[]) => ({ type: 'object', properties: { how: { anyOf } } })

function told(schema: object, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true })
  const validate = ajv.compile(schema)
  if (validate(value)) return []
  const violations = violationsOf(validate.errors ?? [], { in: 'body', pointer: '' })
  return violations.map(({ pointer, message }) => `${pointer} ${message}`)
}

describe('forms that one property tells apart', () => {
  const schema = holding(byField, byQuery)

  it.each([
    [{ by: 'field', id: 'x' }, ['/how/id must match ^f']],
    [{ by: 'field' }, ['/how/id is required']],
    [{ by: 'filter', text: true }, ['/how/text fits none of the allowed forms']],
    [{ by: 'nothing' }, ['/how/by must be one of field, query, filter']],
    [{}, ['/how/by is required']],
    [[], ['/how fits none of the allowed forms']],
    [{ by: 'field', id: 'f1' }, []],
  ])('%j is told of the form that was meant', (how, expected) => {
    expect(told(schema, { how })).toEqual(expected)
  })

  it('are told as a whole where no property does', () => {
    expect(told(holding(byField, form({ type: 'string' })), { how: { by: 1 } })).toEqual([
      '/how fits none of the allowed forms',
    ])
  })
})
