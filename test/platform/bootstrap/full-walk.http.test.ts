import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connection } from '../../../server/platform/connections/index.ts'
import { readBootstrap } from '../../../server/platform/bootstrap/read-bootstrap.ts'
import type { ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { installedSandbox, type Pair } from '../../sandbox/clockify/installed-sandbox.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, walkerTo, type Walker } from './a-walker.ts'

const SIZE = { users: 7, clients: 4, projects: 230, tasks: 450, tags: 8, timeEntries: 900, customFields: 3 }

let database: TestDatabase
let pair: Pair
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  pair = await installedSandbox({ size: SIZE, limits: { perSecond: 100_000 } })
  const { workspaceId } = pair.sandbox
  scope = { workspaceId, actor: { type: 'system', id: 'test' } }
  const workspace = { workspaceId, name: 'not read yet', source: 'clockify' as const }
  await inWorkspace(database.db, scope, (tx) => tx.insertInto('workspaces').values(workspace).execute())
})
afterAll(async () => {
  await pair.stop()
  await database.close()
})

function walkerWith(credential: Record<string, string>): Walker {
  return walkerTo(
    aWalker(database.db, scope, () => undefined),
    connectTo(pair.sandbox, credential),
  )
}

/** Straight to the sandbox, without a pace. */
function connectTo(sandbox: ClockifySandbox, credential: Record<string, string>): Connection {
  return {
    baseUrls: { api: sandbox.backendUrl, reports: sandbox.reportsUrl },
    fixedPath: { workspaceId: sandbox.workspaceId, addonId: 'addon' },
    send: async ({ url, headers }) => {
      const answer = await fetch(url, { headers: { ...headers, ...credential } })
      const response = {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
        durationMs: 0,
        timing: { firstByteMs: 0, bodyMs: 0 },
      }
      return { attempts: 1, response }
    },
  }
}

async function idsOf(collection: string): Promise<string[]> {
  const rows = await inWorkspace(database.db, scope, (tx) =>
    tx
      .selectFrom('records')
      .select('id')
      .where('collection', '=', collection)
      .where('deletedAt', 'is', null)
      .orderBy('id')
      .execute(),
  )
  return rows.map((row) => row.id)
}

describe('a walk over the sandbox', () => {
  it('stores every record of the workspace once and ends every step', async () => {
    const walker = walkerWith({ 'x-api-key': pair.sandbox.createApiKey() })
    const { state, requests } = pair.sandbox
    const before = requests.total

    await walker.run(await walker.start())

    const { run, steps } = await readBootstrap(walker.deps, scope)
    expect(run).toMatchObject({ status: 'completed', requests: requests.total - before, etaSeconds: null })
    expect(steps).toHaveLength(47)
    expect(steps.slice(0, 26).filter((step) => step.status !== 'done' || step.reason !== null)).toEqual([])
    expect(steps.slice(26).filter((step) => step.status !== 'skipped' || step.reason === null)).toEqual([])
    const known = {
      users: state.users,
      projects: state.projects,
      tasks: state.tasks,
      clients: state.clients,
      tags: state.tags,
      'time-entries': state.timeEntries,
      'member-profiles': state.users,
      expenses: state.expenses,
      categories: state.expenseCategories,
      invoices: state.invoices,
      'invoice-details': state.invoices,
      'user-groups': state.userGroups,
      holidays: state.holidays,
      policies: state.policies,
      'custom-fields': state.customFields,
      'shared-reports': state.sharedReports,
      'approval-requests': state.approvalRequests,
    }
    for (const [collection, records] of Object.entries(known))
      expect([collection, await idsOf(collection)]).toEqual([collection, [...records.keys()].sort()])
    const named = await inWorkspace(database.db, scope, (tx) =>
      tx.selectFrom('workspaces').select('name').executeTakeFirst(),
    )
    expect(named).toEqual({ name: state.name })
  })

  it('makes refusals reasons and asks a refused family once', async () => {
    const walker = walkerWith({ 'x-addon-token': pair.sandbox.installationToken() })
    pair.sandbox.requests.clear()

    await walker.run(await walker.start())

    const { run, steps } = await readBootstrap(walker.deps, scope)
    const reasons = new Map(steps.map((step) => [step.operationId, step]))
    expect(run?.status).toBe('completed')
    expect(reasons.get('getClients')).toMatchObject({
      status: 'skipped',
      reason: 'answered 401: The add-on lacks the scope CLIENT_READ',
    })
    expect(reasons.get('getTasks')?.reason).toMatch(/^230 of 230 refused: .*TASK_READ/)
    expect(reasons.get('getPaymentsForInvoice')?.reason).toMatch(/^no ids from getInvoices: .*INVOICE_READ/)
    expect(pair.sandbox.requests.matching(/\/tasks$/).length).toBeLessThanOrEqual(4)
    expect(await idsOf('clients')).toHaveLength(4)
  })
})
