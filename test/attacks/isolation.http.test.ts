import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseStreams } from '../../server/platform/bootstrap/stream.store.ts'
import { skipOpenSteps } from '../../server/platform/bootstrap/step.store.ts'
import { defineJob, enqueueJob } from '../../server/platform/jobs/index.ts'
import { failReport, noteSessions } from '../../server/features/time-sessions/reports/report.store.ts'
import { findRateRow, resetRefusals } from '../../server/platform/ratelimit/rate-limit.store.ts'
import { systemScope } from '../../server/shared/scope.ts'
import { inWorkspace } from '../../server/storage/db.ts'
import { touchClickupWebhooks } from './support/fill-clickup.ts'
import { rowsOf } from './support/rows.ts'
import { touchClickup } from './support/touch-clickup.ts'
import { touchClaims } from './support/touch-claims.ts'
import { theirConnection, touchConnections } from './support/touch-connections.ts'
import { touchImports } from './support/touch-imports.ts'
import { touchPageRuns } from './support/touch-page-runs.ts'
import { touchProjectRuns } from './support/touch-project-runs.ts'
import { touchUpserts } from './support/touch-upserts.ts'
import { touchMails } from './support/touch-mails.ts'
import { setRowSecurity } from './support/row-security.ts'
import { expected, runColumn, type Column } from './support/run-matrix.ts'
import { workspaceFunctions } from './support/store-functions.ts'
import { comeToRest, START_MS, startTwoWorkspaces, type TwoWorkspaces } from './support/two-workspaces.ts'
import { withoutFilters, type Watched } from './support/without-filters.ts'

const SELDOM = [
  'webhooks.prune-events',
  'webhooks.fail-lost-events',
  'studio.prune-calls',
  'time-sessions.make-due-reports',
  'time-sessions.prune-reports',
  'clickup-tasks.watch-syncs',
  'clickup-tasks.prune',
  'huntflow-transfer.find-lost-transfers',
  'clickup-tasks.watch-imports',
  'task-upsert.find-lost-claims',
  'confluence-jira.find-lost-runs',
  'confluence-jira.prune-runs',
]

let two: TwoWorkspaces
let watched: Watched

beforeAll(async () => {
  two = await startTwoWorkspaces((database) => {
    watched = withoutFilters(database)
    return watched.database
  })
}, START_MS)
afterAll(() => two.close())

/** Whose rows nobody of this column may see or change. */
const victimOf = (column: Column) => (column === "other workspace's token" ? two.mine : two.theirs)
const rows = (column: Column) => rowsOf(two.test.database.db, victimOf(column))

async function rest(): Promise<void> {
  for (const filled of [two.mine, two.theirs]) await comeToRest(two, filled)
}

// The columns stand on each other: the last one uninstalls.
describe('the server with the workspace filter taken out of every statement', () => {
  it.each<Column>(['reader', 'member', "other workspace's token", "other workspace's ids"])(
    'answers as ever, shows nothing of another workspace and changes nothing there: %s',
    async (column) => {
      const before = await rows(column)

      const cells = await runColumn(two, column)
      await rest()

      expect(cells.filter(({ route, status }) => status !== expected(route, column))).toEqual([])
      expect(cells.filter(({ leaks }) => leaks.length > 0)).toEqual([])
      expect(await rows(column)).toEqual(before)
    },
  )

  it('changes nothing there by what it does of itself, seldom or on bad days', async () => {
    const { db } = two.test.database
    const scope = systemScope(two.mine.workspaceId, 'test')
    const before = await rows('own')
    const body = { weeklyReport: true, monthlyReport: true }
    await two.test.call('PUT', '/api/time-sessions/settings', { token: two.mine.userToken, body })

    const connection = await theirConnection(two)
    await inWorkspace(db, scope, async (tx) => {
      for (const name of SELDOM)
        await enqueueJob(tx, scope, {
          definition: defineJob({ name, payload: Type.Object({}) }),
          payload: {},
        })
      for (const workspaceId of [two.mine.workspaceId, two.theirs.workspaceId]) {
        const run = await tx
          .selectFrom('bootstrapRuns')
          .select('id as runId')
          .where('workspaceId', '=', workspaceId)
          .executeTakeFirstOrThrow()
        await refuseStreams(tx, scope, { ...run, operationId: 'getProjects' })
        await skipOpenSteps(tx, scope, { ...run, reason: 'an attack' })
      }
      await touchMails(tx, scope, two)
      await touchClickup(tx, scope)
      await touchClickupWebhooks(tx, scope, two)
      await touchConnections(tx, scope, connection)
      await touchImports(tx, scope, two)
      await touchUpserts(tx, scope, two)
      await touchPageRuns(tx, scope, two)
      await touchProjectRuns(tx, scope, two)
      await touchClaims(tx, scope, two)
      await noteSessions(tx, scope, { id: 'none', fileId: 'none', sessions: 1 })
      await failReport(tx, scope, {
        id: 'none',
        fileId: 'none',
        status: 'failed',
        error: 'an attack',
        finishedAt: null,
      })
      const target = { workspaceId: scope.workspaceId, service: 'clockify' }
      await findRateRow(tx, target)
      await resetRefusals(tx, target)
    })
    await rest()

    expect(await rows('own')).toEqual(before)
  })

  // Else all of the above might hold because nothing is attacked.
  it.each([
    ['jobs', 'POST /api/jobs/:id/retry'],
    ['webhook_events', 'GET /api/webhook-events/:id'],
    ['saved_calls', 'GET /api/saved-calls/:id'],
    ['api_calls', 'GET /api/calls/:id/snippet'],
  ])('would be caught if the database did not protect %s', async (table, route) => {
    const { db } = two.test.database
    await setRowSecurity(db, table, false)
    // No other route: a replay would really bring the other workspace's events into this one.
    const [cell] = await runColumn(two, "other workspace's ids", [route])
    await setRowSecurity(db, table, true)

    expect(cell).not.toMatchObject({ status: expected(route, "other workspace's ids") })
  })

  it('leaves the other workspace as it is when one is uninstalled', async () => {
    const before = await rows('own')

    const cells = await runColumn(two, 'own')

    expect(cells.filter(({ route, status }) => status !== expected(route, 'own'))).toEqual([])
    expect(cells.filter(({ leaks }) => leaks.length > 0)).toEqual([])
    expect(await rows('own')).toEqual(before)
  })

  it('has run every function of every store that acts inside a workspace', () => {
    expect(workspaceFunctions().length).toBeGreaterThan(80)
    expect(watched.removed()).toBeGreaterThan(1000)
    expect([...watched.filtered]).toEqual([])
    expect(workspaceFunctions().filter((name) => !watched.functions.has(name))).toEqual([])
  })
})
