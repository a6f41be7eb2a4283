import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { sendAsAdmin } from '../../scripts/drills/support.ts'
import type { AtlassianSandbox } from '../../server/sandbox/atlassian/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { startSmallAtlassian } from '../support/atlassian-caller.ts'
import { databasesOfRun } from './support/databases.ts'
import { operatedServers, type OperatedServers } from './support/operated-server.ts'

let operated: OperatedServers
let atlassian: AtlassianSandbox

beforeAll(ensureBuilt, 120_000)
beforeEach(async () => {
  operated = await operatedServers()
  atlassian = await startSmallAtlassian()
})
afterEach(async () => {
  await operated.stop()
  await atlassian.stop()
})

async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const file = join(projectRoot, 'dist/server/commands.js')
  const child = spawn(process.execPath, [file, 'page-tree', 'generate', ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, told }
}

describe.each(databasesOfRun())('npm run cli -- page-tree generate on $name', ({ make }) => {
  it('makes the pages by the connections that the server has kept, as the contract calls it', async () => {
    const database = await make()
    const { sandbox } = operated
    const { cloud, state } = atlassian
    const env = { ...database.env, EGRESS_ALLOW: [sandbox.origin, cloud.siteUrl].join() }
    const server = await operated.server(env)
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })
    const credentials = {
      deployment: 'cloud',
      email: cloud.email,
      token: cloud.apiToken,
      baseUrl: cloud.siteUrl,
    }
    for (const service of ['jira', 'confluence'])
      await sendAsAdmin({ sandbox, server }, `PUT /api/connections/${service}`, credentials)
    await server.stop()
    const space = [...state.spaces.values()].find(({ key }) => key === 'ENG')
    const parent = space?.homepageId ?? ''
    const before = state.pages.size

    const called = ['--parent', parent, '--space', 'ENG', '--issues', 'ENG-1,ENG-2']
    const size = ['--depth', '2', '--children', '2', '--tasks-per-page', '3']
    const first = await run([...called, ...size], env)
    const again = await run([...called, ...size], env)

    expect(first).toMatchObject({ code: 0, told: '6 pages are made below “Engineering Home” in ENG.\n' })
    expect(first.out).toMatch(/^All 6 pages are there: http/)
    expect(again).toMatchObject({ code: 0, out: first.out })
    expect(state.pages.size).toBe(before + 6)

    const wrong = await run(called.with(3, 'OPS'), env)
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.told).toMatch(/is in the space ENG and not in OPS/)
    const missing = await run([], {})
    expect(missing.code).toBe(1)
    expect(missing.told).toMatch(/^--parent is missing\.\n\nUsage: /)
    await database.drop()
  }, 120_000)
})
