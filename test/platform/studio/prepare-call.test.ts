import { describe, expect, it } from 'vitest'
import { AppError, type Violation } from '../../../server/shared/errors.ts'
import type { Connection } from '../../../server/platform/connections/index.ts'
import { createCompiler } from '../../../server/platform/openapi/index.ts'
import {
  prepareCall,
  type OperationCall,
  type PreparedCall,
} from '../../../server/platform/studio/prepare-call.ts'
import { aCatalogue, catalogueWithPath } from './support/a-document.ts'

const deps = aCatalogue()
const connection: Connection = {
  baseUrls: { api: 'https://api.acme.test/api' },
  fixedPath: { workspaceId: 'w1' },
  send: () => Promise.reject(new Error('nothing may be sent')),
}

function prepare(operationId: string, input: Partial<OperationCall> = {}): PreparedCall {
  const operation = deps.catalogue.find('acme', operationId)
  if (operation === undefined) throw new Error(operationId)
  return prepareCall(deps, { operation, connection }, { connector: 'acme', operationId, ...input })
}

function refusalOf(run: () => unknown): AppError {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('it was not refused')
}

const violationsOf = (operationId: string, input: Partial<OperationCall>): readonly Violation[] =>
  refusalOf(() => prepare(operationId, input)).violations

describe('prepareCall', () => {
  it('builds the request at the connection with the fixed path', () => {
    const { request } = prepare('getTag', { path: { tagId: 'a b' } })

    expect(request).toMatchObject({
      method: 'GET',
      url: 'https://api.acme.test/api/v1/workspaces/w1/tags/a%20b',
    })
  })

  it('lets the caller repeat a fixed value', () => {
    const { request } = prepare('getTags', { path: { workspaceId: 'w1' }, query: { page: '2' } })

    expect(request.url).toBe('https://api.acme.test/api/v1/workspaces/w1/tags?page=2')
  })

  it('tells all violations of every place at once', () => {
    const violations = violationsOf('createTag', {
      path: { workspaceId: 'other', odd: 1 },
      query: { odd: 1 },
      headers: { 'X-Odd': '1', Authorization: 'mine' },
      body: { name: '', odd: 1, size: 9_007_199_254_740_992 },
    })

    expect(violations.map(({ in: place, pointer }) => `${place} ${pointer}`).sort()).toEqual([
      'body /name',
      'body /odd',
      'body /size',
      'header /Authorization',
      'header /X-Odd',
      'path /odd',
      'path /workspaceId',
      'query /odd',
    ])
  })

  it.each(['../x', '..', 'a/b', 'a\\b', 'a\0b', 'a\nb', '', '%2e%2e'])(
    'refuses the path value %j',
    (tagId) => {
      const violations = violationsOf('getTag', { path: { tagId } })

      expect(violations).toMatchObject([{ in: 'path', pointer: '/tagId' }])
    },
  )

  it.each(['a\r\nX-Evil: 1', 'a\nb', 'a\0b'])(
    'refuses a header value that would end the line: %j',
    (value) => {
      const violations = violationsOf('createTag', { body: { name: 'x' }, headers: { 'X-Trace': value } })

      expect(violations).toMatchObject([{ in: 'header', pointer: '/X-Trace' }])
    },
  )

  it.each([
    'Host',
    'X-Addon-Token',
    'x-api-key',
    'Cookie',
    'Content-Length',
    'Transfer-Encoding',
    '__proto__',
  ])('refuses the header %s', (name) => {
    const headers: Record<string, unknown> = Object.fromEntries([[name, 'x']])

    const violations = violationsOf('createTag', { body: { name: 'x' }, headers })

    expect(violations).toMatchObject([{ in: 'header', pointer: `/${name}` }])
  })

  it('asks for the largest pages, or for those that were asked for', () => {
    const largest = prepare('getTags', { allPages: true }).request.url
    const smaller = prepare('getTags', { allPages: true, query: { 'page-size': 1 } }).request.url

    expect([largest, smaller].map((url) => new URL(url).search)).toEqual([
      '?page=1&page-size=2',
      '?page=1&page-size=1',
    ])
  })

  it('refuses all pages of a write and of a page that was chosen', () => {
    const write = violationsOf('createTag', { body: { name: 'x' }, allPages: true })
    const chosen = violationsOf('getTags', { query: { page: 3 }, allPages: true })

    expect([...write, ...chosen].map(({ pointer }) => pointer)).toEqual(['/allPages', '/page'])
  })

  it('refuses an operation of a host that the connection has not', () => {
    const refusal = refusalOf(() => prepare('getReport'))

    expect([refusal.code, refusal.message]).toEqual(['CONFLICT', expect.stringContaining('"reports"')])
  })

  it.each([
    ['https://api.acme.test', '.evil.test/x'],
    ['https://api.acme.test', '@evil.test/x'],
    ['https://api.acme.test', ':81/x'],
    ['https://api.acme.test/api', '/../../x'],
    ['https://api.acme.test/api', '/%2e%2e/%2E%2E/x'],
    ['https://api.acme.test/api', '\\..\\..\\x'],
    ['https://api.acme.test/api', 'evil/x'],
  ])('never leaves %s, though the document says %s', (api, path) => {
    const catalogue = catalogueWithPath(path)
    const [operation] = catalogue.list()
    if (operation === undefined) throw new Error('the path was not read')
    const target = { operation, connection: { ...connection, baseUrls: { api } } }

    const refusal = refusalOf(() =>
      prepareCall({ compiler: createCompiler() }, target, { connector: 'acme', operationId: 'odd' }),
    )

    expect([refusal.code, refusal.message]).toEqual(['INVALID', expect.stringContaining('leads away')])
  })

  it('sends a file as one part of a form', () => {
    const file = { $file: { name: 'a.txt', contentType: 'text/plain', base64: 'aGVsbG8=' } }

    const { request } = prepare('createExpense', { body: { amount: 2.5, file } })

    expect(request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(request.body?.toString()).toContain('filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nhello')
  })

  it('leaves a write running when nobody waits any more', () => {
    const { signal } = new AbortController()

    const write = prepare('createTag', { body: { name: 'x' }, signal })
    const read = prepare('getTags', { signal })

    expect([write.request.signal, read.request.signal]).toEqual([undefined, signal])
  })
})
