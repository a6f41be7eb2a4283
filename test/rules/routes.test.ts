import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/test-app.ts'

interface Described {
  operationId?: string
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; description?: string }[]
  requestBody?: { content?: Record<string, { schema?: { additionalProperties?: boolean } }> }
}

// contract.md sections 4 to 7: what other programs rely on.
const CONTRACT = `
GET /manifest.json
GET /health
GET /ready
GET /metrics
POST /lifecycle/installed
POST /lifecycle/settings-updated
POST /lifecycle/status-changed
POST /lifecycle/deleted
POST /webhooks/clockify/{event}
POST /webhooks/clockify/hooks/{hookId}
POST /api/clockify/hooks
GET /api/events
GET /api/session
POST /api/session
POST /api/admin/workspaces
GET /api/api-keys
POST /api/api-keys
DELETE /api/api-keys/{id}
GET /api/operations
GET /api/operations/{connector}/{operationId}
POST /api/calls
GET /api/calls
GET /api/calls/{id}
GET /api/saved-calls
POST /api/saved-calls
PUT /api/saved-calls/{id}
DELETE /api/saved-calls/{id}
GET /api/calls/{id}/snippet
GET /api/drift
POST /api/bootstrap
GET /api/bootstrap
POST /api/bootstrap/cancel
GET /api/records
GET /api/webhook-events
POST /api/webhook-events/{id}/replay
GET /api/jobs
POST /api/jobs/{id}/retry
POST /api/jobs/{id}/cancel
`
  .trim()
  .split('\n')

// Outside doors: they have credentials of their own, or need none.
const OPEN = new Set(['POST /api/session', 'DELETE /api/session'])

let test: TestApp
let routes: Map<string, Described>

beforeAll(async () => {
  test = await startTestApp({ sandbox: { size: { projects: 1, tasks: 1, timeEntries: 1 } } })
  const { body } = await test.call<{ paths: Record<string, Record<string, Described>> }>(
    'GET',
    '/api/openapi.json',
    { token: '' },
  )
  routes = new Map(
    Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, described]) => [`${method.toUpperCase()} ${path}`, described] as const,
      ),
    ),
  )
})
afterAll(() => test.close())

const exampleOf = (route: string): [method: string, path: string] => {
  const [method = '', path = ''] = route.split(' ')
  return [method, path.replace(/\{\w+\}/g, 'none')]
}

describe('the route table', () => {
  it('has every route of the contract', () => {
    expect(CONTRACT.filter((route) => !routes.has(route))).toEqual([])
  })

  it('describes every route: operationId, summary, tags', () => {
    const bare = [...routes].filter(
      ([, route]) => !route.operationId || !route.summary || !route.tags?.length,
    )

    expect(bare.map(([name]) => name)).toEqual([])
  })

  it('uses every operationId once', () => {
    const ids = [...routes.values()].map((route) => route.operationId)

    expect(new Set(ids).size).toBe(ids.length)
  })

  it('describes every parameter', () => {
    const silent = [...routes].flatMap(([name, route]) =>
      (route.parameters ?? [])
        .filter((parameter) => !parameter.description)
        .map((parameter) => `${name} ${parameter.name}`),
    )

    expect(silent).toEqual([])
  })

  it('refuses what an /api route does not know in its body', () => {
    const open = [...routes].filter(
      ([name, route]) =>
        name.includes(' /api/') &&
        Object.values(route.requestBody?.content ?? {}).some(({ schema }) => !isClosed(schema)),
    )

    expect(open.map(([name]) => name)).toEqual([])
  })

  it('answers 401 on every /api route without a credential, and with a bad one', async () => {
    const answered: string[] = []
    for (const route of routes.keys()) {
      if (!route.includes(' /api/') || OPEN.has(route)) continue
      const [method, path] = exampleOf(route)
      for (const token of ['', 'swy_nobody_nothing', 'a.b.c']) {
        const { status } = await test.call(method, path, {
          token,
          ...(method === 'GET' || method === 'DELETE' ? {} : { body: {} }),
        })
        if (status !== 401) answered.push(`${route} with ${token || 'nothing'}: ${status}`)
      }
    }

    expect(answered).toEqual([])
  })

  it('puts a request id on every answer', async () => {
    for (const path of ['/health', '/api/session', '/nowhere', '/manifest.json'])
      expect((await test.call('GET', path, { token: '' })).headers.get('x-request-id')).toMatch(/^[\w.-]+$/)
  })
})

interface BodySchema {
  readonly additionalProperties?: unknown
  readonly anyOf?: readonly BodySchema[]
  readonly items?: BodySchema
}

/** One object, several of them, or a choice of these. */
function isClosed(schema: BodySchema | undefined): boolean {
  if (schema?.anyOf !== undefined) return schema.anyOf.every(isClosed)
  return (schema?.items ?? schema)?.additionalProperties === false
}
