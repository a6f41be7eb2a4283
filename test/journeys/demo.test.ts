import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import type { RunView } from '../../server/features/confluence-jira/runs/run.schemas.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

let demo: ChildProcess
let out = ''

beforeAll(async () => {
  await ensureBuilt()
  demo = spawn(process.execPath, [join(projectRoot, 'dist/server/demo.js')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [demo.stdout, demo.stderr])
    stream?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  await vi.waitFor(() => expect(out).toContain('Ctrl-C stops everything'), {
    timeout: 150_000,
    interval: 200,
  })
}, 200_000)
afterAll(() => demo.kill('SIGKILL'))

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** As the printed address signs in. */
async function call<T>(method: string, path: string, body?: object): Promise<T> {
  const [, address = '', token = ''] = /(http\S+)\/ui\/\?auth_token=(\S+)/.exec(out) ?? []
  const answer = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
  return JSON.parse(text) as T
}

async function sync(dryRun: boolean): Promise<RunView> {
  const [pageUrl] = /http\S+\/wiki\/\S+/.exec(out) ?? []
  const { runId } = await call<{ runId: string }>('POST', '/api/page-tasks/sync', {
    pageUrls: [pageUrl],
    dryRun,
  })
  const read = () => call<RunView>('GET', `/api/page-tasks/runs/${runId}`)
  await expect
    .poll(async () => (await read()).status, { timeout: 60_000, interval: 200 })
    .not.toMatch(/running|waiting/)
  return read()
}

describe('npm run demo', () => {
  it('is connected with every service', async () => {
    const { connections } = await call<{ connections: { service: string; status: string }[] }>(
      'GET',
      '/ready?connections=true',
    )

    expect(connections.map(({ service }) => service).toSorted()).toEqual([
      'ClickUp',
      'Confluence',
      'Huntflow',
      'Jira',
      'Slack',
    ])
    expect(new Set(connections.map(({ status }) => status))).toEqual(new Set(['ok']))
  })

  it('names a page whose tasks, and those of the pages below it, become issues', async () => {
    const planned = await sync(true)
    const run = await sync(false)

    expect(planned.results.map(({ outcome }) => outcome)).toEqual(run.results.map(() => 'planned'))
    expect(run.status).toBe('completed')
    expect(run.results).toHaveLength(11)
    expect(run.results.map(({ outcome, error }) => ({ outcome, error }))).toEqual(
      run.results.map(() => ({ outcome: 'created', error: null })),
    )
    expect(run.results.flatMap(({ notes }) => notes)).toEqual([])
    expect(new Set(run.results.map(({ pageTitle }) => pageTitle)).size).toBe(4)
    expect(new Set(run.results.map(({ parentKey }) => parentKey)).size).toBe(2)
  }, 120_000)

  it('ends at a signal and leaves nothing behind', async () => {
    const ended = once(demo, 'close')
    demo.kill('SIGINT')

    expect(await ended).toEqual([0, null])
    expect(out).toContain('the demo left nothing behind')
  }, 30_000)
})
