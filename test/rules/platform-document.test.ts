import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectDocument, readDocument } from '../../server/platform/openapi/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

const FILE = join(projectRoot, 'openapi/platform.json')

let test: TestApp

beforeAll(async () => {
  test = await startTestApp({ sandbox: { size: { projects: 1, tasks: 1, timeEntries: 1 } } })
})
afterAll(() => test.close())

describe('openapi/platform.json', () => {
  it('is what GET /api/openapi.json answers; `npm run openapi:own` writes it anew', async () => {
    const { body } = await test.call('GET', '/api/openapi.json', { token: '' })
    const text = `${JSON.stringify(body, null, 2)}\n`
    if (process.env['WRITE_PLATFORM_DOCUMENT']) writeFileSync(FILE, text)

    expect(readFileSync(FILE, 'utf8') === text, 'run npm run openapi:own and review the difference').toBe(
      true,
    )
  })

  it('is a valid document', async () => {
    const document = readDocument(readFileSync(FILE, 'utf8'))

    expect((await inspectDocument(document)).problems).toEqual([])
  })
})
