import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { asSystem } from '../../server/storage/db.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

interface Bootstrap {
  run: { id: string; status: string; records: number; requests: number } | null
  steps: { operationId: string; status: string; reason: string | null; records: number }[]
}
interface List<T> {
  items: T[]
  nextCursor: string | null
}
interface EventView {
  id: string
  type: string
  entityId: string
  status: string
  error: string | null
  deliveries: { outcome: string }[]
}
interface RecordView {
  id: string
  name: string | null
  deletedAt: string | null
  source: string
}

let journey: TestApp

beforeAll(async () => {
  journey = await startTestApp({
    sandbox: {
      size: {
        users: 6,
        clients: 4,
        projects: 12,
        tasks: 40,
        tags: 5,
        timeEntries: 120,
        invoices: 4,
        expenses: 8,
      },
    },
  })
})
afterAll(() => journey.close())

const bootstrap = async (): Promise<Bootstrap> =>
  (await journey.call<Bootstrap>('GET', '/api/bootstrap')).body
const events = async (query = ''): Promise<EventView[]> =>
  (await journey.call<List<EventView>>('GET', `/api/webhook-events?limit=200${query}`)).body.items
const records = async (query: string): Promise<RecordView[]> =>
  (await journey.call<List<RecordView>>('GET', `/api/records?limit=200&${query}`)).body.items

// One story; each step stands on the one before.
describe('a workspace', () => {
  it('installs the add-on and has its data fetched', async () => {
    await journey.sandbox.install({ baseUrl: journey.baseUrl })

    await expect
      .poll(async () => (await bootstrap()).run?.status, { timeout: 60_000, interval: 200 })
      .toBe('completed')
    const { run, steps } = await bootstrap()
    const { state } = journey.sandbox

    expect(steps).toHaveLength(47)
    expect(steps.filter((step) => step.status === 'pending' || step.status === 'running')).toEqual([])
    expect(steps.filter((step) => step.status === 'skipped' && !step.reason)).toEqual([])
    expect(run?.records).toBeGreaterThan(150)
    expect((await records('collection=projects')).map((record) => record.id).sort()).toEqual(
      [...state.projects.keys()].sort(),
    )
    expect(await records('collection=time-entries')).toHaveLength(state.timeEntries.size)
  }, 90_000)

  it('never exceeds fifty requests in a second', () => {
    expect(journey.sandbox.requests.highestRate(1_000)).toBeLessThanOrEqual(50)
    expect(journey.sandbox.requests.refusedForRate).toBe(0)
  })

  it('shows who is signed in', async () => {
    const { body } = await journey.call('GET', '/api/session')

    expect(body).toMatchObject({
      workspace: { id: journey.sandbox.workspaceId, name: journey.sandbox.state.name },
      actor: { type: 'user', role: 'admin' },
      addon: { status: 'ACTIVE' },
    })
  })

  it('stores a webhook once, and its record follows', async () => {
    const [project] = [...journey.sandbox.state.projects.values()]
    journey.sandbox.updateProject(project!.id, { name: 'Renamed by the journey' })
    await journey.sandbox.flush()

    await expect
      .poll(async () => (await records(`collection=projects&search=Renamed`)).length, { timeout: 10_000 })
      .toBe(1)
    const stored = (await events('&type=PROJECT_UPDATED')).filter((event) => event.entityId === project!.id)
    expect(stored).toHaveLength(1)
    await expect.poll(async () => (await events('&type=PROJECT_UPDATED'))[0]?.status).toBe('done')
  })

  it('calls an operation with every input checked', async () => {
    const wrong = await journey.call('POST', '/api/calls', {
      body: {
        connector: 'clockify',
        operationId: 'createNewProject',
        body: { name: 7, colour: 1, isPublic: 'yes' },
      },
    })
    const before = journey.sandbox.requests.total
    const right = await journey.call<{ status: number; body: { id: string }; callId: string }>(
      'POST',
      '/api/calls',
      {
        body: { connector: 'clockify', operationId: 'createNewProject', body: { name: 'Made by a call' } },
      },
    )

    expect(wrong).toMatchObject({ status: 422, body: { code: 'INVALID' } })
    expect(right).toMatchObject({ status: 200, body: { status: 201, body: { name: 'Made by a call' } } })
    expect(journey.sandbox.requests.total).toBe(before + 1)
    expect(journey.sandbox.state.projects.has(right.body.body.id)).toBe(true)
    expect(await journey.call('GET', `/api/calls/${right.body.callId}`)).toMatchObject({ status: 200 })
  })

  it('acts as the member who calls', async () => {
    const member = [...journey.sandbox.state.users.values()].find(
      (user) => user.id !== journey.sandbox.state.ownerId,
    )
    const token = journey.sandbox.userToken({ userId: member!.id, role: 'MEMBER' })

    const { body } = await journey.call<{ body: { id: string } }>('POST', '/api/calls', {
      token,
      body: { connector: 'clockify', operationId: 'getLoggedUser' },
    })
    const refused = await journey.call('POST', '/api/bootstrap', { token })

    expect(body.body.id).toBe(member!.id)
    expect(refused.status).toBe(403)
  })

  it('takes changed settings', async () => {
    const answer = await journey.sandbox.changeSettings([{ id: 'keepRecordsFresh', value: false }])
    expect(answer?.status).toBe(200)

    journey.sandbox.updateProject([...journey.sandbox.state.projects.keys()][1]!, { name: 'Not followed' })
    await journey.sandbox.flush()

    await expect
      .poll(async () => (await events('&type=PROJECT_UPDATED'))[0]?.status, { timeout: 10_000 })
      .toBe('done')
    expect(await records('collection=projects&search=Not%20followed')).toEqual([])
  })

  it('keeps webhooks and does no work while it is switched off', async () => {
    await journey.sandbox.setStatus('INACTIVE')

    journey.sandbox.updateProject([...journey.sandbox.state.projects.keys()][2]!, { name: 'Asleep' })
    await journey.sandbox.flush()

    const [newest] = await events('&type=PROJECT_UPDATED')
    const call = await journey.call('POST', '/api/calls', {
      body: { connector: 'clockify', operationId: 'getLoggedUser' },
    })
    expect(newest).toMatchObject({ status: 'ignored' })
    expect(call.status).toBe(409)
    await journey.sandbox.setStatus('ACTIVE')
  })

  it('knows no old token after a reinstall', async () => {
    const webhook = journey.sandbox.installation!.webhooks[0]!
    const oldToken = journey.sandbox.userToken({ role: 'OWNER' })

    await journey.sandbox.reinstall()

    const late = await fetch(`${journey.baseUrl}${webhook.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'clockify-signature': webhook.authToken },
      body: '{"id":"x"}',
    })
    expect(late.status).toBe(401)
    expect((await journey.call('GET', '/api/session', { token: oldToken })).status).toBe(401)
    expect((await journey.call('GET', '/api/session')).status).toBe(200)
  })

  it('leaves nothing behind when it is uninstalled', async () => {
    const token = journey.sandbox.userToken({ role: 'OWNER' })

    await journey.sandbox.uninstall()

    expect((await journey.call('GET', '/api/session', { token })).status).toBe(401)
    expect(await leftRows()).toEqual([])
  })
})

/** Tables that still hold rows of the workspace, asked as the only role that may look across: none may. */
async function leftRows(): Promise<string[]> {
  const { db } = journey.database
  const left: string[] = []
  const tables = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and a.attname = 'workspace_id'`.execute(db)
  for (const { name } of tables.rows) {
    const rows = await db.transaction().execute(async (tx) => {
      await sql`select set_config('app.workspace_id', ${journey.sandbox.workspaceId}, true)`.execute(tx)
      return sql`select 1 from ${sql.table(name)} limit 1`.execute(tx)
    })
    if (rows.rows.length > 0) left.push(name)
  }
  const known = await asSystem(db, (tx) => tx.selectFrom('workspaces').select('workspaceId').execute())
  return [...left, ...known.map((row) => row.workspaceId)]
}
