import { json } from '@codemirror/lang-json'
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import type { OperationDetail } from '../../../ui/src/api/types.ts'
import { completeFrom, diagnosticsOf } from '../../../ui/src/screens/studio/json-assist.ts'
import { inputIn } from '../../../ui/src/screens/studio/json-input.ts'
import { keysOf } from '../../../ui/src/screens/studio/json-places.ts'
import { propertiesAt, valuesAt } from '../../../ui/src/screens/studio/schema-at.ts'

const parameter = { required: false, deprecated: false, contentType: null, description: null }
const operation: OperationDetail = {
  connector: 'clockify',
  operationId: 'createThing',
  method: 'POST',
  path: '/things',
  tags: [],
  summary: 'Make a thing',
  safe: false,
  deprecated: false,
  quickAction: false,
  description: null,
  host: 'api',
  scope: null,
  parameters: [
    { ...parameter, name: 'page-size', in: 'query', schema: { type: 'integer' } },
    { ...parameter, name: 'sort', in: 'query', schema: { enum: ['NAME', 'ID'] } },
  ],
  requestBody: {
    required: true,
    content: [
      {
        contentType: 'application/json',
        schema: {
          type: 'object',
          properties: {
            name: { type: 'string' },
            billable: { type: ['boolean', 'null'] },
            parent: { $ref: '#' },
            items: { type: 'array', items: { $ref: '#/$defs/Item' } },
            shape: {
              oneOf: [
                { properties: { round: { const: true } } },
                { properties: { edges: { type: 'integer' } } },
              ],
            },
          },
          $defs: { Item: { properties: { kind: { enum: ['A', 'B'] } } } },
        },
      },
    ],
  },
  responses: [],
  pagination: { kind: 'none' },
  needs: [],
}

function stateOf(doc: string): EditorState {
  const state = EditorState.create({ doc, extensions: [json()] })
  ensureSyntaxTree(state, doc.length, 5_000)
  return state
}

/** The labels that are offered where the | stands. */
function offeredAt(text: string): readonly string[] {
  const pos = text.indexOf('|')
  const state = stateOf(text.replace('|', ''))
  return (
    completeFrom(operation)(new CompletionContext(state, pos, true))?.options.map(({ label }) => label) ?? []
  )
}

describe('what the schemas know of a place', () => {
  it('follows references, also to itself, lists and variants', () => {
    expect(propertiesAt(operation, [])).toEqual(['query', 'body'])
    expect(propertiesAt(operation, ['query'])).toEqual(['page-size', 'sort'])
    expect(propertiesAt(operation, ['body', 'parent', 'parent'])).toContain('name')
    expect(propertiesAt(operation, ['body', 'items', 0])).toEqual(['kind'])
    expect(propertiesAt(operation, ['body', 'shape'])).toEqual(['round', 'edges'])
    expect(valuesAt(operation, ['body', 'items', 0, 'kind'])).toEqual(['A', 'B'])
    expect(valuesAt(operation, ['body', 'billable'])).toEqual([true, false, null])
  })
})

describe('completion', () => {
  it('offers names that are not there yet', () => {
    expect(offeredAt('{ "body": { "name": "x", | } }')).toEqual([
      '"billable"',
      '"parent"',
      '"items"',
      '"shape"',
    ])
  })

  it('offers values where a value is due', () => {
    expect(offeredAt('{ "query": { "sort": "|" } }')).toEqual(['"NAME"', '"ID"'])
    expect(offeredAt('{ "body": { "billable": t| } }')).toEqual(['true', 'false', 'null'])
  })
})

describe('marks in the text', () => {
  it('stand at the value that is meant, or at what should hold it', () => {
    const text = '{ "body": { "items": [ { "kind": "C" } ] } }'
    const at = (pointer: string): string => {
      const [mark] = diagnosticsOf(stateOf(text), [{ in: 'body', pointer, message: 'is wrong' }])
      return text.slice(mark?.from, mark?.to)
    }

    expect(at('/items/0/kind')).toBe('"C"')
    expect(at('/items/0/missing')).toBe('{')
    expect(at('/items')).toBe('[')
  })

  it('know the keys of every node', () => {
    const text = '{"body":{"items":[1,{"kind":"C"}]}}'
    const state = stateOf(text)
    const node = syntaxTree(state).resolveInner(text.indexOf('"C"') + 1, 1)

    expect(keysOf(state, node)).toEqual(['body', 'items', 1, 'kind'])
  })
})

describe('reading the text', () => {
  it('takes the input of a call and nothing else', () => {
    expect(inputIn('{"query":{"a":1},"body":[2]}')).toEqual({ input: { query: { a: 1 }, body: [2] } })
    expect(inputIn('{"query":').problem).toBeDefined()
    expect(inputIn('[]').problem).toBeDefined()
    expect(inputIn('{"quarry":{}}').problem).toMatch(/^quarry/)
    expect(inputIn('{"path":"x"}').problem).toMatch(/^path/)
  })

  it('waits with a number that would lose digits, and takes the same digits as a text', () => {
    expect(inputIn('{"body":{"id":9007199254740993}}').problem).toMatch(/^9007199254740993: /)
    expect(inputIn('{"body":{"id":"9007199254740993 \\" 1"}}').input).toBeDefined()
    expect(inputIn('{"body":[1.5e3,-0.25,0]}').input).toEqual({ body: [1500, -0.25, 0] })
  })
})
