import { describe, expect, it, vi } from 'vitest'
import { createCatalogue, readDocument } from '../../../server/platform/openapi/index.ts'
import type { Overlay } from '../../../server/platform/openapi/overlay.schemas.ts'
import { readOverlay } from '../../../server/platform/openapi/read-overlay.ts'
import { aCatalogue, aDocument } from './support/a-document.ts'

const parameters = [
  { name: 'page', in: 'query', schema: { type: 'integer' } },
  { name: 'pageSize', in: 'query', schema: { type: 'integer' } },
]
const document = aDocument({
  paths: {
    '/projects': {
      get: { operationId: 'listProjects', summary: 'List projects', tags: ['Project'], parameters },
      post: { operationId: 'addProject', summary: 'Add a project', tags: ['Project'] },
    },
    '/projects/{id}': {
      get: { operationId: 'getProject', tags: ['Project'], deprecated: true },
    },
    '/reports': { post: { operationId: 'report', tags: ['Report'] } },
  },
})
const overlay: Overlay = {
  connector: 'example',
  hosts: [{ reason: 'own host', host: 'reports', tags: ['Report'] }],
  scopes: [{ reason: 'by name', tags: ['Project'], read: 'PROJECT_READ', write: 'PROJECT_WRITE' }],
  ids: [{ reason: 'the id of a project', names: ['id'], in: ['path'], operationId: 'listProjects' }],
  operations: {
    report: { reason: 'only reads', scope: 'REPORTS_READ' },
    goneOperation: { reason: 'not in this document', host: 'x' },
  },
  quickActions: [{ reason: 'often wanted', operationId: 'report' }],
}

describe('catalogue', () => {
  it.each([
    [{}, ['listProjects', 'addProject', 'getProject', 'report']],
    [{ method: 'get' }, ['listProjects', 'getProject']],
    [{ tag: 'Report' }, ['report']],
    [{ search: 'PROJECT list' }, ['listProjects']],
    [{ search: 'project', method: 'POST' }, ['addProject']],
    [{ search: 'nothing here' }, []],
    [{ connector: 'other' }, []],
  ])('lists by %j', (filter, expected) => {
    const found = aCatalogue(document, overlay).list(filter)

    expect(found.map(({ operationId }) => operationId)).toEqual(expected)
  })

  it('puts overlay and document together', () => {
    const catalogue = aCatalogue(document, overlay)

    expect(catalogue.find('example', 'getProject')).toMatchObject({
      host: 'api',
      scope: 'PROJECT_READ',
      safe: true,
      deprecated: true,
      quickAction: false,
      needs: [{ in: 'path', name: 'id', operationId: 'listProjects', field: 'id' }],
      pagination: { kind: 'none' },
    })
    expect(catalogue.find('example', 'report')).toMatchObject({
      host: 'reports',
      scope: 'REPORTS_READ',
      safe: false,
      quickAction: true,
    })
  })

  it('sees paging by the parameters where the overlay is silent', () => {
    expect(aCatalogue(document).find('example', 'listProjects')?.pagination).toMatchObject({
      kind: 'page',
      pageParameter: 'page',
      sizeParameter: 'pageSize',
    })
  })

  it('reads a document at first use and once', () => {
    const read = vi.fn(() => readDocument(document))
    const catalogue = createCatalogue({
      documents: [{ connector: 'example', document: read, overlay: () => undefined }],
    })
    const readsBefore = read.mock.calls.length

    catalogue.find('example', 'report')
    catalogue.list()

    expect([catalogue.connectors(), readsBefore, read.mock.calls.length]).toEqual([['example'], 0, 1])
  })

  it('replaces a document by an imported one and keeps the overlay where the operation exists', () => {
    const catalogue = aCatalogue(document, overlay)
    const imported = aDocument({
      paths: { '/v2/reports': { post: { operationId: 'report', tags: ['Other'] } } },
    })

    catalogue.put('example', readDocument(imported))

    expect(catalogue.list().map(({ path, scope }) => [path, scope])).toEqual([
      ['/v2/reports', 'REPORTS_READ'],
    ])
  })

  it('takes a connector that it did not know, and refuses a document without operations', () => {
    const catalogue = aCatalogue(document)

    catalogue.put('new', readDocument(document))

    expect(catalogue.connectors()).toEqual(['example', 'new'])
    expect(() => catalogue.put('new', readDocument(aDocument({})))).toThrow('no operations')
    expect(catalogue.list({ connector: 'new' })).toHaveLength(4)
  })

  it('finds nothing by names that every object has', () => {
    expect(aCatalogue(document, overlay).find('example', 'constructor')).toBeUndefined()
  })
})

describe('readOverlay', () => {
  it('takes a valid overlay', () => {
    expect(readOverlay(overlay, 'a.json')).toEqual(overlay)
  })

  it.each([
    [
      'an entry without a reason',
      { ...overlay, operations: { report: { host: 'x' } } },
      '/operations/report',
    ],
    [
      'an unknown field',
      { ...overlay, operations: { report: { reason: 'abc', hots: 'x' } } },
      '/operations/report',
    ],
    [
      'a walk without priority',
      { ...overlay, operations: { report: { reason: 'abc', walk: { kind: 'root' } } } },
      'walk',
    ],
    ['no object', [], 'a.json is no valid overlay'],
  ])('refuses %s and names the place', (_, value, place) => {
    expect(() => readOverlay(value, 'a.json')).toThrow(place)
  })
})
