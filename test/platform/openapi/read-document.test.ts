import { describe, expect, it } from 'vitest'
import { AppError } from '../../../server/shared/errors.ts'
import { inspectDocument, readDocument } from '../../../server/platform/openapi/index.ts'
import { readOperations } from '../../../server/platform/openapi/read-operations.ts'
import { aDocument } from './support/a-document.ts'

function refusal(source: Parameters<typeof readDocument>[0]): AppError {
  try {
    readDocument(source)
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error('the document was read')
}

describe('readDocument', () => {
  it.each(['3.0.0', '3.0.4', '3.1.0', '3.1.1'])('reads version %s', (openapi) => {
    expect(readDocument(JSON.stringify(aDocument({ openapi }))).version).toBe(openapi.slice(0, 3))
  })

  it.each([
    ['2.0', { swagger: '2.0', paths: {} }, '"2.0" is not read'],
    ['3.2', aDocument({ openapi: '3.2.0' }), '"3.2.0" is not read'],
    ['no version', { paths: {} }, 'the version is missing'],
    ['no paths', { openapi: '3.0.0' }, '/paths: the paths are missing'],
  ])('refuses %s with place and reason', (_, document, reason) => {
    expect(refusal(document)).toMatchObject({ code: 'INVALID', message: expect.stringContaining(reason) })
  })

  it('refuses text that is no JSON with the reason', () => {
    expect(refusal('{"openapi": ')).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('no JSON'),
    })
  })

  it.each(['[]', '"3.0.0"', 'null'])('refuses %s, which is no object', (text) => {
    expect(refusal(text).code).toBe('INVALID')
  })

  it('refuses a text of more than 20 MB', () => {
    expect(refusal(' '.repeat(20 * 1024 * 1024 + 1)).code).toBe('TOO_LARGE')
  })

  it('refuses a document that is nested without end', () => {
    const text = `{"openapi":"3.0.0","paths":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`

    expect(refusal(text).message).toContain('deeper than 256 levels')
  })

  it.each([
    ['https://example.com/a.json#/b', 'not local'],
    ['file:///etc/hostname', 'not local'],
    ['/etc/hostname', 'not local'],
    ['other.json', 'not local'],
    ['#anchor', 'not local'],
    ['#/components/schemas/Nowhere', 'leads nowhere'],
    ['#/components/schemas/Loop/properties/gone', 'leads nowhere'],
  ])('refuses the reference %s with its pointer', ($ref, reason) => {
    const schemas = { Loop: { properties: {} }, 'A/b': { properties: { x: { $ref } } } }

    const { message } = refusal(aDocument({ schemas }))

    expect(message).toContain('/components/schemas/A~1b/properties/x/$ref')
    expect(message).toContain(reason)
  })

  it('refuses references that only lead to each other', () => {
    const schemas = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }

    expect(refusal(aDocument({ schemas })).message).toContain('never ends')
  })

  it('takes circular references', () => {
    const Node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }

    expect(readDocument(aDocument({ schemas: { Node } })).version).toBe('3.0')
  })

  it('takes a property called $ref and references inside examples, which are data', () => {
    const schemas = {
      A: {
        properties: { $ref: { type: 'string' }, example: { type: 'string' } },
        example: { $ref: 'nowhere' },
      },
    }

    expect(readDocument(aDocument({ schemas })).version).toBe('3.0')
  })

  it('looks into a property that is called example', () => {
    const schemas = { A: { properties: { example: { $ref: 'http://example.com' } } } }

    expect(refusal(aDocument({ schemas })).message).toContain('not local')
  })
})

describe('readOperations', () => {
  it('makes an operationId of method and path where it is missing or taken', () => {
    const paths = {
      '/a/{id}': { get: {}, delete: { operationId: 'same' } },
      '/b': { get: { operationId: 'same' } },
    }

    const ids = readOperations(readDocument(aDocument({ paths }))).map(({ operationId }) => operationId)

    expect(ids).toEqual(['get-a-id', 'same', 'get-b'])
  })

  it('lets a parameter of the operation win over the one of its path', () => {
    const paths = {
      '/a': {
        parameters: [
          { name: 'q', in: 'query', required: true },
          { name: 'r', in: 'query' },
        ],
        get: { parameters: [{ $ref: '#/components/parameters/Q' }] },
      },
    }
    const components = { parameters: { Q: { name: 'q', in: 'query', schema: { type: 'string' } } } }

    const [operation] = readOperations(readDocument(aDocument({ paths, components })))

    expect(operation?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['q', false],
      ['r', false],
    ])
  })

  it('finds a path parameter that nobody declared', () => {
    const [operation] = readOperations(readDocument(aDocument({ paths: { '/a/{id}': { get: {} } } })))

    expect(operation?.parameters).toMatchObject([{ name: 'id', in: 'path', required: true }])
  })
})

describe('inspectDocument', () => {
  it('reports nothing for a strict document', async () => {
    const paths = { '/a': { get: { responses: { 200: { description: 'ok' } } } } }

    expect(await inspectDocument(readDocument(aDocument({ paths })))).toEqual({ problems: [] })
  })

  it('reports what a document that can be read does wrong, and leaves it as it was', async () => {
    const document = aDocument({ schemas: { A: { type: 'integer', exclusiveMinimum: 3 } } })
    const before = JSON.stringify(document)

    const report = await inspectDocument(readDocument(document))

    expect(report.problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(document)).toBe(before)
  })
})
