import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { aFolder } from '../../scripts/drills/databases.ts'

const folder = aFolder()
const dataDir = join(folder.path, 'data')
let server: ServerProcess
let env: Record<string, string>

beforeAll(async () => {
  await ensureBuilt()
  server = await serverProcess({ DATA_DIR: dataDir })
  await server.start()
  env = { DATA_DIR: dataDir, PORT: new URL(server.baseUrl).port }
}, 120_000)
afterAll(async () => {
  await server.kill()
  folder.drop()
})

/** The command, in a folder of its own. */
async function doctor(
  args: readonly string[] = [],
  options: { readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Promise<{ code: number; out: string; complaints: string }> {
  const file = join(projectRoot, 'dist/server/commands.js')
  const child = spawn(process.execPath, [file, 'doctor', ...args], {
    cwd: options.cwd ?? folder.path,
    env: { PATH: process.env['PATH'] ?? '', ...(options.env ?? env) },
  })
  let out = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, complaints }
}

describe('npm run cli -- doctor', () => {
  it('asks the running server where its embedded database is locked, and disturbs nothing', async () => {
    const { code, out, complaints } = await doctor()

    expect(out).toMatch(new RegExp(`^warning  database .*in use by process ${server.pid}`, 'm'))
    expect(out).toMatch(/^ok {7}server .*is ready/m)
    expect(out).toMatch(/^ok {7}manifest /m)
    expect({ code, complaints }).toEqual({ code: 0, complaints: '' })
    expect((await fetch(`${server.baseUrl}/ready`)).status).toBe(200)
  })

  it('gives the same to a program', async () => {
    const { code, out } = await doctor(['--json'])

    const report = JSON.parse(out) as {
      ok: boolean
      findings: { check: string; status: string; mend?: string }[]
    }
    expect(report.ok).toBe(true)
    expect(code).toBe(0)
    expect(report.findings).toContainEqual(expect.objectContaining({ check: 'server', status: 'ok' }))
    for (const { status, mend } of report.findings) expect(mend === undefined).toBe(status === 'ok')
  })

  it('ends with 1 and one line for each problem where a server would not start', async () => {
    const wrong = { DATABASE_URL: 'mysql://user:hush@host/db', PORT: 'abc', LOG_LEVEL: 'loud' }

    const { code, out, complaints } = await doctor([], { env: wrong })

    const lines = out.split('\n').filter((line) => line.startsWith('problem  configuration'))
    expect(lines).toHaveLength(4)
    for (const line of lines) expect(line).toMatch(/ To do: /)
    expect({ code, complaints }).toEqual({ code: 1, complaints: '' })
    expect(out).not.toContain('hush')
  })

  it('says so when .env cannot be read', async () => {
    const cwd = join(folder.path, 'odd')
    mkdirSync(join(cwd, '.env'), { recursive: true })

    const { code, out, complaints } = await doctor([], { cwd })

    expect(out).toMatch(/^problem {2}env-file .*cannot be read/m)
    expect({ code, complaints }).toEqual({ code: 1, complaints: '' })
  })

  it('does not open an embedded database whose server died, and says what to do', async () => {
    await server.kill()

    const { code, out } = await doctor()

    expect(out).toMatch(/^warning {2}database .*database\.lock.*Start the server/m)
    expect(out).toMatch(/^problem {2}server .*does not run/m)
    expect(code).toBe(1)

    await server.start()
    await server.stop()
    const after = await doctor()
    expect(after.out).toMatch(/^ok {7}row-level-security /m)
    expect(after.out).toMatch(/^ok {7}encryption-key /m)
  })
})
