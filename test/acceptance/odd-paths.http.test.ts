import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let test: TestApp
let routes: readonly (readonly [method: string, path: string])[]

beforeAll(async () => {
  test = await startTestApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { size: { projects: 1, tasks: 1, timeEntries: 1 } },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  const { body } = await test.call<{ paths: Record<string, object> }>('GET', '/api/openapi.json')
  routes = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path] as const),
  )
})
afterAll(() => test.close())

describe('every route with an id', () => {
  it.each(['%00', 'a%0Ab', '%C2%80', '..%2F..', '%F0%9F%98%80', "'%3B--", 'x'.repeat(400)])(
    'answers the id %s with a problem of the caller',
    async (id) => {
      const withId = routes.filter(([, path]) => path.includes('{'))

      const answers = await Promise.all(
        withId.map(async ([method, path]) => {
          const body = ['POST', 'PUT'].includes(method) ? {} : undefined
          const { status } = await test.call(method, path.replaceAll(/\{\w+\}/g, id), { body })
          return { route: `${method} ${path}`, status }
        }),
      )

      expect(answers.length).toBeGreaterThan(10)
      expect(answers.filter(({ status }) => status < 400 || status >= 500)).toEqual([])
    },
  )
})

describe('the web app', () => {
  it.each([
    '/ui/%2e%2e/%2e%2e/package.json',
    '/ui/..%2f..%2fpackage.json',
    '/ui/..%5cpackage.json',
    '/ui/%00',
  ])('has nothing at %s', async (path) => {
    expect(await test.call('GET', path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })
})

describe('a client that names JSON and sends no body', () => {
  it.each([
    ['POST', '/api/bootstrap/cancel', 409],
    ['POST', '/api/jobs/none/retry', 404],
    ['DELETE', '/api/api-keys/none', 404],
    ['DELETE', '/api/saved-calls/none', 404],
  ])('gets the answer of %s %s', async (method, path, status) => {
    const answer = await test.call(method, path, { headers: { 'content-type': 'application/json' } })

    expect(answer.status).toBe(status)
  })
})
