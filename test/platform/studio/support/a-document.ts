import {
  createCatalogue,
  createCompiler,
  readDocument,
  type Catalogue,
  type Compiler,
  type Overlay,
} from '../../../../server/platform/openapi/index.ts'

const text = { type: 'string' }
const workspace = { name: 'workspaceId', in: 'path', required: true, schema: text }
const query = (name: string, schema: object = { type: 'integer' }, required = false) => ({
  name,
  in: 'query',
  required,
  schema,
})
const json = (schema: object) => ({ content: { 'application/json': { schema } } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const listOf = (schema: object) => ({ type: 'array', items: schema })
const ok = (schema: object) => ({ 200: { description: 'ok', ...json(schema) } })

/** A small service with every kind of paging and body. */
const DOCUMENT = {
  openapi: '3.0.1',
  info: { title: 'acme', version: '1' },
  security: [{ Key: [] }],
  paths: {
    '/v1/workspaces/{workspaceId}/tags': {
      get: {
        operationId: 'getTags',
        summary: 'List tags',
        tags: ['Tag'],
        parameters: [workspace, query('page'), query('page-size'), query('name', text), query('key', text)],
        responses: ok(listOf(ref('Tag'))),
      },
      post: {
        operationId: 'createTag',
        summary: 'Create a tag',
        tags: ['Tag'],
        parameters: [workspace, { name: 'X-Trace', in: 'header', schema: text }],
        requestBody: { required: true, ...json(ref('NewTag')) },
        responses: { 201: { description: 'made', ...json(ref('Tag')) } },
      },
    },
    '/v1/workspaces/{workspaceId}/tags/{tagId}': {
      get: {
        operationId: 'getTag',
        summary: 'One tag',
        tags: ['Tag'],
        parameters: [workspace, { name: 'tagId', in: 'path', required: true, schema: text }],
        responses: ok(ref('Tag')),
      },
    },
    '/v1/workspaces/{workspaceId}/expenses': {
      get: {
        operationId: 'getExpenses',
        summary: 'List expenses',
        tags: ['Expense'],
        parameters: [workspace, query('page'), query('page-size')],
        responses: ok({ type: 'object' }),
      },
      post: {
        operationId: 'createExpense',
        summary: 'Create an expense with its receipt',
        tags: ['Expense'],
        parameters: [workspace],
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['amount', 'file'],
                properties: { amount: { type: 'number' }, file: { type: 'string', format: 'binary' } },
              },
            },
          },
        },
        responses: ok({ type: 'object' }),
      },
    },
    '/v1/workspaces/{workspaceId}/holidays': {
      get: {
        operationId: 'getHolidays',
        summary: 'List holidays',
        tags: ['Holiday'],
        parameters: [workspace],
        responses: ok(listOf(ref('Tag'))),
      },
    },
    '/v1/workspaces/{workspaceId}/changes': {
      get: {
        operationId: 'getChanges',
        summary: 'List changes, pages from 0',
        tags: ['Change'],
        parameters: [workspace, query('page', text), query('limit', text)],
        responses: ok(listOf(ref('Tag'))),
      },
    },
    '/v1/workspaces/{workspaceId}/receipt': {
      get: {
        operationId: 'getReceipt',
        summary: 'A file',
        tags: ['Expense'],
        parameters: [workspace],
        responses: { 200: { description: 'file', content: { 'image/png': {} } } },
      },
    },
    '/v1/odd': {
      head: { operationId: 'headOdd', summary: 'No body', tags: ['Odd'], responses: ok(ref('Tag')) },
    },
    '/v1/reports': {
      get: { operationId: 'getReport', summary: 'On another host', tags: ['Report'], responses: ok({}) },
    },
  },
  components: {
    securitySchemes: { Key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } },
    schemas: {
      Tag: {
        type: 'object',
        required: ['id', 'name'],
        properties: { id: text, name: text, color: { type: 'string', enum: ['RED', 'BLUE'] } },
      },
      NewTag: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: { name: { type: 'string', minLength: 1 }, note: text, size: { type: 'integer' } },
      },
    },
  },
}

const page = { kind: 'page', sizeParameter: 'page-size', pageParameter: 'page', maxPageSize: 2 } as const

const OVERLAY: Overlay = {
  connector: 'acme',
  hosts: [{ reason: 'reports have a host', host: 'reports', tags: ['Report'] }],
  scopes: [],
  ids: [],
  operations: {
    getTags: { reason: 'test', pagination: { ...page, firstPage: 1, lastPageHeader: true } },
    getExpenses: {
      reason: 'test',
      items: 'expenses.expenses',
      pagination: { ...page, firstPage: 1, lastPageHeader: false },
    },
    getHolidays: { reason: 'test', pagination: { kind: 'none', ignoresPaging: true } },
    getChanges: {
      reason: 'test',
      pagination: { ...page, sizeParameter: 'limit', firstPage: 0, lastPageHeader: false },
    },
  },
}

export function aCatalogue(): { readonly catalogue: Catalogue; readonly compiler: Compiler } {
  const catalogue = createCatalogue({
    documents: [{ connector: 'acme', document: () => readDocument(DOCUMENT), overlay: () => OVERLAY }],
  })
  return { catalogue, compiler: createCompiler() }
}

/** The same document as a file that somebody imports, with one more operation. */
export function anImportedText(operationId: string): string {
  const path = { get: { operationId, responses: { 200: { description: 'vendor words' } } } }
  return JSON.stringify({ ...DOCUMENT, paths: { ...DOCUMENT.paths, '/v1/new': path } })
}

/** A document whose only operation has the given path, which no vendor would write. */
export function catalogueWithPath(path: string): Catalogue {
  const document = readDocument({
    openapi: '3.0.1',
    paths: { [path]: { get: { operationId: 'odd', responses: {} } } },
  })
  const overlay = (): undefined => undefined
  return createCatalogue({ documents: [{ connector: 'acme', document: () => document, overlay }] })
}
