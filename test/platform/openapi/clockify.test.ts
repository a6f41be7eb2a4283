import { describe, expect, it } from 'vitest'
import {
  createCompiler,
  loadCatalogue,
  type Operation,
  validateCall,
} from '../../../server/platform/openapi/index.ts'
import { objectOf } from '../../../server/shared/json.ts'
import { lookUp } from '../../../server/platform/openapi/pointer.ts'

const catalogue = loadCatalogue()
const operations = catalogue.list({ connector: 'clockify' })
const compiler = createCompiler()
const names = (picked: readonly Operation[]) => picked.map(({ operationId }) => operationId)
const operation = (operationId: string): Operation => {
  const found = catalogue.find('clockify', operationId)
  if (found === undefined) throw new Error(`there is no ${operationId}`)
  return found
}

describe('the catalogue of Clockify', () => {
  it('holds all 158 operations', () => {
    const byMethod = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'].map(
      (method) => operations.filter((one) => one.method === method).length,
    )

    expect([operations.length, ...byMethod]).toEqual([158, 47, 46, 28, 22, 15])
  })

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

  it('walks with parameters that exist, and only what is paged by numbers', () => {
    const unknown = operations.flatMap(({ operationId, walk, parameters, pagination }) => {
      if (walk === undefined || walk.kind === 'skip') return []
      const known = new Set(parameters.map(({ name }) => name))
      const named = [...Object.keys(walk.query ?? {}), walk.parentParameter].filter(
        (name) => name !== undefined,
      )
      const counted = pagination.kind === 'none' || pagination.kind === 'page' ? [] : [pagination.kind]
      return [...named.filter((name) => !known.has(name)), ...counted].map((name) => `${operationId} ${name}`)
    })

    expect(unknown).toEqual([])
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
