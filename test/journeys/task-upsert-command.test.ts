import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { aFolder } from '../../scripts/drills/databases.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { startUpsertApp, type UpsertApp } from '../features/task-upsert/upsert-app.ts'

const folder = aFolder()
let app: UpsertApp
let listId: string
let env: Record<string, string>

beforeAll(async () => {
  await ensureBuilt()
  app = await startUpsertApp()
  const made = await app.test.call<{ key: string }>('POST', '/api/api-keys', {
    body: { label: 'scanner', role: 'member' },
  })
  env = { SWITCHYARD_URL: app.test.baseUrl, SWITCHYARD_API_KEY: made.body.key }
}, 120_000)
afterAll(async () => {
  await app.close()
  folder.drop()
})
beforeEach(async () => {
  listId = await app.freshList()
})

interface Ended {
  readonly code: number
  readonly out: string
  readonly told: string
}

interface Given {
  readonly env?: Record<string, string>
  readonly input?: string
}

function begin(args: readonly string[], given: Given = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const file = join(projectRoot, 'dist/server/commands.js')
  const child = spawn(process.execPath, [file, 'task', 'upsert', ...args], {
    cwd: folder.path,
    env: { PATH: process.env['PATH'] ?? '', ...(given.env ?? env) },
    stdio: 'pipe',
  })
  child.stdin.end(given.input ?? '')
  let out = ''
  let told = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()))
  const ended = once(child, 'close').then(([code]: number[]) => ({ code: code ?? -1, out, told }))
  return { child, ended }
}

const run = (args: readonly string[], given?: Given): Promise<Ended> => begin(args, given).ended

function aFile(name: string, text: string): string {
  writeFileSync(join(folder.path, name), text)
  return name
}

const SCAN = [
  '\ufeffCVE;Name;Severity;Labels;Score',
  'CVE-1;"Path ""traversal""";Critical;web,files;9.8',
  'CVE-2;Open redirect;low;web;3.1',
  '',
].join('\r\n')
const MAP = ['--map', 'internalId=CVE,field:Score=score']

describe('npm run cli -- task upsert', () => {
  it('makes a task of each row, and none when it is run again', async () => {
    const file = aFile('scan.csv', SCAN)

    const first = await run([file, ...MAP])
    const tasks = app.tasksIn(listId).map(({ name, priority, tags }) => ({ name, priority, tags }))
    app.asked()
    const second = await run([file, ...MAP])

    expect(first.code).toBe(0)
    expect(first.out).toMatch(/^created +2$/m)
    expect(tasks.toSorted((a, b) => a.name.localeCompare(b.name))).toEqual([
      { name: 'Open redirect', priority: 4, tags: ['web'] },
      { name: 'Path "traversal"', priority: 1, tags: ['web', 'files'] },
    ])
    expect(second.code).toBe(0)
    expect(second.out).toMatch(/^unchanged +2$/m)
    expect(app.asked()).toEqual([])
    expect(app.tasksIn(listId)).toHaveLength(2)
  })

  it('takes JSON lines from the standard input, into a list of its own, and answers programs', async () => {
    const [space] = [...app.clickup.state.spaces.values()]
    const other = app.clickup.createList({ spaceId: space!.id, name: 'Other' }).id
    const input = '{"id":1,"title":"one"}\n{"id":2,"title":"two"}\n'

    const { code, out, told } = await run(['-', '--list', other, '--json'], { input })

    expect({ code, told }).toEqual({ code: 0, told: '' })
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      sent: true,
      badRows: [],
      tasks: [
        { line: 1, internalId: '1', outcome: 'created', taskId: expect.any(String) as string },
        { line: 2, internalId: '2', outcome: 'created' },
      ],
    })
    expect([app.tasksIn(other).length, app.tasksIn(listId).length]).toEqual([2, 0])
  })

  it('names every bad row and sends nothing, or only the others when told so', async () => {
    const file = aFile('bad.csv', 'id,title,due\n1,one,\n,two,\n3,three,soon\n')

    const held = await run([file])
    const before = app.tasksIn(listId).length
    const skipping = await run([file, '--skip-bad'])

    expect(held).toMatchObject({ code: 1, out: '' })
    expect(held.told).toMatch(/^ {2}line 3: internalId is missing$/m)
    expect(held.told).toMatch(/^ {2}line 4: the due date "soon" is none/m)
    expect(before).toBe(0)
    expect(skipping.code).toBe(1)
    expect(skipping.out).toMatch(/^created +1$/m)
    expect(skipping.out).toMatch(/^bad row +2$/m)
    expect(app.tasksIn(listId)).toHaveLength(1)
  })

  it('only looks with --dry-run, for which it needs no key', async () => {
    const { code, out } = await run([aFile('scan.csv', SCAN), ...MAP, '--dry-run'], { env: {} })

    expect({ code, out }).toEqual({ code: 0, out: '2 tasks can be pushed; nothing was sent.\n' })
    expect(app.asked()).toEqual([])
  })

  it('says why a task is not there and ends with 1', async () => {
    app.clickup.failNext({
      matching: /^POST \/v2\/list\/\d+\/task$/,
      status: 400,
      body: { err: 'Name \u001b[2Jinvalid', ECODE: 'INPUT_005' },
    })

    // With custom fields it would be tried once more without what may be old of them.
    const { code, out } = await run([aFile('scan.csv', SCAN), '--map', 'internalId=CVE'])

    expect(code).toBe(1)
    expect(out).toMatch(/^failed +1$/m)
    expect(out).toMatch(/^[23] +CVE-[12] +failed +.*Push the task again/m)
    expect(out).not.toContain('\u001b')
  })

  it('stops at Ctrl-C, and goes on when it is run again', async () => {
    const file = aFile('scan.csv', SCAN)
    const held = app.clickup.holdNext(/^POST \/v2\/list\/\d+\/task$/)

    const { child, ended } = begin([file, ...MAP])
    await held.asked
    child.kill('SIGINT')
    const { code, told } = await ended
    held.release()
    const again = await run([file, ...MAP])

    expect(code).toBe(130)
    expect(told).toContain('Run the same command again to go on')
    expect(again.code).toBe(0)
    expect(
      app
        .tasksIn(listId)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Open redirect', 'Path "traversal"'])
  })

  it('called wrongly says what to do and ends with 2', async () => {
    const { code, told } = await run(['missing.csv'])

    expect(told).toMatch(/no such file.*missing\.csv/)
    expect(code).toBe(2)
  })

  it('with a key that nobody has ends with 1', async () => {
    const wrong = { ...env, SWITCHYARD_API_KEY: 'swy_nobody_nothing' }

    const { code, told, out } = await run([aFile('scan.csv', SCAN), ...MAP], { env: wrong })

    expect(told).toMatch(/^Switchyard refused it with 401 \(request [\w-]+\): /m)
    expect(out).toMatch(/^not pushed +2$/m)
    expect(code).toBe(1)
  })
})
