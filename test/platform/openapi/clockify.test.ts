import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import {
  buildRequest,
  committedDocuments,
  createCompiler,
  describeOperation,
  loadCatalogue,
  type Operation,
  validateCall,
} from '../../../server/platform/openapi/index.ts'
import { objectOf } from '../../../server/shared/json.ts'
import { lookUp } from '../../../server/platform/openapi/pointer.ts'
import { sampleValue } from './support/sample-value.ts'

const catalogue = loadCatalogue()
const operations = catalogue.list({ connector: 'clockify' })
const compiler = createCompiler()
const overlay = committedDocuments()
  .find(({ connector }) => connector === 'clockify')
  ?.overlay()
const names = (picked: readonly Operation[]) => picked.map(({ operationId }) => operationId)
const operation = (operationId: string): Operation => {
  const found = catalogue.find('clockify', operationId)
  if (found === undefined) throw new Error(`there is no ${operationId}`)
  return found
}

/** A call with every required parameter and a body with every required property. */
function sampleCall(picked: Operation) {
  const { request } = compiler.compile(picked)
  const sample = (keys: readonly (string | number)[] | undefined) =>
    sampleValue(request.schemas, keys === undefined ? {} : lookUp(request.schemas, keys))
  const values = (place: string) =>
    Object.fromEntries(
      picked.parameters
        .filter((parameter) => parameter.in === place && parameter.required)
        .map((parameter) => [parameter.name, sample(parameter.schemaKeys)]),
    )
  const [media] = picked.requestBody?.content ?? []
  return {
    path: values('path'),
    query: values('query'),
    ...(media === undefined ? {} : { body: sample(media.schemaKeys) }),
  }
}

describe('the catalogue of Clockify', () => {
  it('holds all 158 operations', () => {
    const byMethod = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].map(
      (method) => operations.filter((one) => one.method === method).length,
    )

    expect([operations.length, ...byMethod]).toEqual([158, 47, 46, 28, 22, 15])
  })

  it('has a summary of its own for each, and no two alike', () => {
    expect(new Set(operations.map(({ summary }) => summary)).size).toBe(158)
    expect(
      operations
        .filter(({ summary }) => !/^[A-Z][a-z]+ [a-z -]*[a-z,() ]+$/.test(summary))
        .map(({ summary }) => summary),
    ).toEqual([])
  })

  it.each(operations.map((one) => [one.operationId, one] as const))('describes %s on its own', (_, one) => {
    const description = describeOperation(compiler.compile(one))

    const schemas = [
      ...description.parameters.map(({ schema }) => schema),
      ...(description.requestBody?.content ?? []).map(({ schema }) => schema),
      ...description.responses.flatMap(({ content }) => content.map(({ schema }) => schema)),
    ]
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    for (const schema of schemas) expect(ajv.compile(schema)).toBeTypeOf('function')
  })

  it.each(operations.map((one) => [one.operationId, one] as const))(
    'takes a call of %s and builds it',
    (_, one) => {
      const { violations, values } = validateCall(compiler.compile(one), sampleCall(one))
      const request = buildRequest(one, values, { baseUrl: 'https://api.clockify.me/api' })

      expect(violations).toEqual([])
      expect(new URL(request.url).pathname).toMatch(/^\/api\/v1\/[^{}]+$/)
      expect(request.body === undefined).toBe(one.requestBody === undefined)
    },
  )

  it('knows for each of the 47 GET operations whether it is walked, and why not', () => {
    const reads = operations.filter(({ method }) => method === 'GET')
    const kinds = reads.map(({ walk }) => walk?.kind)

    expect(kinds.filter((kind) => kind === undefined)).toEqual([])
    expect(operations.filter(({ method, walk }) => method !== 'GET' && walk !== undefined)).toEqual([])
    expect(kinds.filter((kind) => kind === 'skip')).toHaveLength(21)
  })

  it('walks what is most valuable first, and feeds each dependent from a walked list', () => {
    const walked = operations.flatMap(({ operationId, walk }) =>
      walk === undefined || walk.kind === 'skip' ? [] : [{ operationId, walk }],
    )
    const inOrder = walked.sort((left, right) => left.walk.priority - right.walk.priority)
    const dependents = inOrder.filter(({ walk }) => walk.kind === 'dependent')
    const suppliers = dependents.flatMap(({ operationId }) =>
      operation(operationId)
        .needs.filter((need) => need.in === 'path')
        .map((need) => need.operationId),
    )

    expect(inOrder.slice(0, 7).map(({ operationId }) => operationId)).toEqual([
      'getWorkspaceOfUser',
      'getUsersOfWorkspace',
      'getProjects',
      'getClients',
      'getTags',
      'getTasks',
      'getTimeEntries',
    ])
    expect(new Set(inOrder.map(({ walk }) => walk.priority)).size).toBe(inOrder.length)
    expect(suppliers.every((supplier) => inOrder.some(({ operationId }) => operationId === supplier))).toBe(
      true,
    )
    expect(suppliers.length).toBeGreaterThanOrEqual(dependents.length)
  })

  it('can call every root with the workspace and the values of its walk alone', () => {
    const roots = operations.filter(({ walk }) => walk?.kind === 'root')
    const unfit = roots.filter((one) => {
      const given = one.walk?.kind === 'root' ? (one.walk.query ?? {}) : {}
      const query = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : '2026-01-31T09:00:00Z',
        ]),
      )
      return validateCall(compiler.compile(one), { query }, { workspaceId: 'w' }).violations.length > 0
    })

    expect(names(unfit)).toEqual([])
    expect(roots).toHaveLength(18)
  })

  it('names for every id of a path the operation that supplies it', () => {
    const unsupplied = operations.flatMap((one) =>
      one.parameters
        .filter((parameter) => parameter.in === 'path' && parameter.name !== 'workspaceId')
        .filter(({ name }) => !one.needs.some((need) => need.in === 'path' && need.name === name))
        .map(({ name }) => `${one.operationId} ${name}`),
    )

    expect(unsupplied).toEqual([])
  })

  it('names the supplier of ids in queries and bodies', () => {
    const needs = (operationId: string) =>
      operation(operationId).needs.map((need) => `${need.in} ${need.name} ${need.operationId}`)

    expect(needs('createTimeEntry')).toEqual([
      'body projectId getProjects',
      'body tagIds getTags',
      'body taskId getTasks',
    ])
    expect(
      operation('editProjectCustomFieldDefaultValue').needs.map(({ name, collection }) => [name, collection]),
    ).toContainEqual(['customFieldId', 'project-custom-fields'])
    expect(needs('getUserGroups')).toEqual(['query project-id getProjects'])
    expect(operation('getAddonWebhooks').needs).toMatchObject([{ name: 'addonId', installation: 'addonId' }])
  })

  it('sends the ten report operations to the reports host and nothing else', () => {
    const reports = operations.filter(({ host }) => host === 'reports')

    expect(reports).toHaveLength(10)
    expect(reports.every(({ path }) => path.includes('reports'))).toBe(true)
    expect(new Set(operations.map(({ host }) => host))).toEqual(new Set(['api', 'reports']))
  })

  it('asks for no scope that the platform does not have', () => {
    const scopes = new Set(operations.flatMap(({ scope }) => scope ?? []))

    expect(
      [...scopes].filter(
        (scope) =>
          !/^(CLIENT|PROJECT|TAG|TASK|TIME_ENTRY|EXPENSE|INVOICE|USER|GROUP|WORKSPACE|CUSTOM_FIELDS|APPROVAL|SCHEDULING|REPORTS|TIME_OFF)_(READ|WRITE)$/.test(
            scope,
          ),
      ),
    ).toEqual([])
    expect(names(operations.filter(({ scope }) => scope === undefined))).toEqual([
      'getWorkspacesOfUser',
      'createWorkspace',
    ])
  })

  it('has overlay entries only for operations and parameters that exist', () => {
    const ruleNames = (overlay?.ids ?? [])
      .map(({ operationId }) => operationId)
      .filter((id) => id !== undefined)
    const entries = Object.keys(overlay?.operations ?? {})
    const quick = (overlay?.quickActions ?? []).map(({ operationId }) => operationId)
    const unknown = [...entries, ...ruleNames, ...quick].filter(
      (id) => catalogue.find('clockify', id) === undefined,
    )
    const unknownParameters = operations.flatMap(({ operationId, walk, pagination, parameters }) => {
      const known = new Set(parameters.map(({ name }) => name))
      const fromWalk =
        walk === undefined || walk.kind === 'skip'
          ? []
          : [
              ...Object.keys(walk.query ?? {}),
              ...(walk.parentParameter === undefined ? [] : [walk.parentParameter]),
            ]
      const fromPaging =
        pagination.kind === 'page' ? [pagination.pageParameter, pagination.sizeParameter] : []
      return [...fromWalk, ...fromPaging]
        .filter((name) => !known.has(name))
        .map((name) => `${operationId} ${name}`)
    })

    expect([unknown, unknownParameters]).toEqual([[], []])
  })

  it('narrows its rules only by tags and path beginnings that exist', () => {
    const tags = new Set(operations.flatMap((one) => one.tags))
    const rules = [...(overlay?.hosts ?? []), ...(overlay?.scopes ?? []), ...(overlay?.ids ?? [])]
    const beginnings = (overlay?.ids ?? []).flatMap(({ paths }) => paths ?? [])

    expect(rules.flatMap((rule) => rule.tags ?? []).filter((tag) => !tags.has(tag))).toEqual([])
    expect(beginnings.filter((path) => !operations.some((one) => one.path.startsWith(path)))).toEqual([])
  })

  it('keeps each kind of record in a collection of its own', () => {
    const collections = operations.flatMap(({ walk }) =>
      walk === undefined || walk.kind === 'skip' ? [] : [walk.collection],
    )
    const shared = collections.filter((name, index) => collections.indexOf(name) !== index)

    // Running time entries are time entries.
    expect(shared).toEqual(['time-entries'])
  })

  it('finds the list and the id field of each walk in the documented answer', () => {
    const wrong = operations.flatMap((one) => {
      if (one.walk === undefined || one.walk.kind === 'skip') return []
      const record = recordSchema(one)
      const fields = [one.walk.idField, one.walk.nameField, one.walk.parentField].flatMap(
        (path) => path ?? [],
      )
      return fields.filter((path) => !hasField(one, record, path)).map((path) => `${one.operationId} ${path}`)
    })

    expect(wrong).toEqual([])
  })
})

function recordSchema(one: Operation): unknown {
  const { response } = compiler.compile(one)
  const [media] = one.responses.flatMap(({ content }) => content)
  const answer = deref(response.schemas, lookUp(response.schemas, media?.schemaKeys ?? []))
  const inside = (one.items?.split('.') ?? []).reduce(
    (schema, key) => deref(response.schemas, objectOf(schema['properties'])[key]),
    answer,
  )
  return inside['items'] ?? inside
}

function hasField(one: Operation, schema: unknown, path: string): boolean {
  const { response } = compiler.compile(one)
  const [first = '', ...rest] = path.split('.')
  const properties = objectOf(deref(response.schemas, schema)['properties'])
  if (!(first in properties)) return false
  return rest.length === 0 || hasField(one, properties[first], rest.join('.'))
}

function deref(schemas: object, schema: unknown): Record<string, unknown> {
  const { $ref } = objectOf(schema)
  if (typeof $ref !== 'string') return objectOf(schema)
  return objectOf(lookUp(schemas, $ref.slice(2).split('/')))
}
