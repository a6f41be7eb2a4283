import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace } from '../../storage/db.ts'
import { startDeadline } from '../outbound/index.ts'
import { listConnectionRows, type ConnectionRow } from './connection.store.ts'
import type { ConnectionDeps } from './deps.ts'
import { testConnection, type TestOutcome } from './test-connection.ts'

export interface ConnectionCheck {
  /** As its vendor writes it. */
  readonly service: string
  readonly status: 'ok' | 'failed'
  /** As whom it acts, or why not and what to do. */
  readonly detail: string
}

export type CheckConnections = (scope: WorkspaceScope) => Promise<readonly ConnectionCheck[]>

/** More than there are services. */
const MOST = 100
const WITHIN_MS = 5_000
const KEPT_MS = 10_000

/** Asks all services of a workspace side by side; whoever asks again soon gets the same answer, so that nobody is asked too often. */
export function createConnectionCheck(deps: ConnectionDeps): CheckConnections {
  const kept = new Map<
    string,
    { readonly until: number; readonly answer: Promise<readonly ConnectionCheck[]> }
  >()
  const testOnce = oneTestAtATime(deps)
  return async (scope) => {
    const now = deps.clock.monotonicMs()
    for (const [workspaceId, { until }] of kept) if (until <= now) kept.delete(workspaceId)
    const known = kept.get(scope.workspaceId)
    if (known !== undefined) return known.answer
    const answer = checkAll(deps, scope, testOnce)
    kept.set(scope.workspaceId, { until: now + KEPT_MS, answer })
    // A database that was away is not worth keeping.
    answer.catch(() => kept.delete(scope.workspaceId))
    return answer
  }
}

type Test = (scope: WorkspaceScope, id: string) => Promise<TestOutcome>

/** A service that hangs has one test of a connection under way, however often somebody asks. */
function oneTestAtATime(deps: ConnectionDeps): Test {
  const underWay = new Map<string, Promise<TestOutcome>>()
  return (scope, id) => {
    const key = `${scope.workspaceId} ${id}`
    const test = underWay.get(key) ?? testConnection(deps, scope, { id }).finally(() => underWay.delete(key))
    underWay.set(key, test)
    return test
  }
}

async function checkAll(
  deps: ConnectionDeps,
  scope: WorkspaceScope,
  test: Test,
): Promise<readonly ConnectionCheck[]> {
  const rows = await inWorkspace(deps.db, scope, (tx) =>
    listConnectionRows(tx, scope, { after: undefined, limit: MOST }),
  )
  return Promise.all(
    rows.map(async (row) => {
      const service = labelOf(deps, row)
      const outcome = await inTime(test(scope, row.id))
      return outcome.ok
        ? { service, status: 'ok', detail: `acts as ${outcome.account}` }
        : { service, status: 'failed', detail: outcome.problem }
    }),
  )
}

async function inTime(test: Promise<TestOutcome>): Promise<TestOutcome> {
  const deadline = startDeadline(WITHIN_MS, undefined, tooSlow)
  try {
    return await deadline.race(test)
  } catch (error) {
    if (error instanceof AppError) return { ok: false, problem: error.message }
    throw error
  } finally {
    deadline.release()
  }
}

function tooSlow(): AppError {
  return new AppError(
    'UPSTREAM_FAILED',
    `It has not answered within ${WITHIN_MS / 1_000} s. Look whether it is slow for everybody.`,
  )
}

function labelOf({ services }: ConnectionDeps, { connector }: ConnectionRow): string {
  return services.find((service) => service.connector === connector)?.label ?? connector
}
