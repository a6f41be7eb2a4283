import {
  BudgetExhausted,
  type Connection,
  type Connector,
} from '../../../server/platform/connections/index.ts'
import { createCompiler, loadCatalogue } from '../../../server/platform/openapi/index.ts'
import type { BootstrapDeps, Standing } from '../../../server/platform/bootstrap/bootstrap-deps.ts'
import { runWalk } from '../../../server/platform/bootstrap/run-walk.ts'
import { startBootstrapIn } from '../../../server/platform/bootstrap/start-bootstrap.ts'
import type { JobResult } from '../../../server/platform/jobs/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { silentLog } from '../../support/silent-log.ts'

export interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body: unknown
}

/** Path behind the workspace, such as `/projects`; undefined answers an empty list. */
export type Upstream = (path: string, query: URLSearchParams) => Answer | undefined

export interface Walker {
  readonly deps: BootstrapDeps
  readonly scope: WorkspaceScope
  /** `/projects?page=1` of every request that was answered. */
  readonly asked: string[]
  readonly published: unknown[]
  standing: Standing
  /** Answers left until the budget is used up. */
  budget: number
  /** Called between an answer's arrival and its storing. */
  onAnswer: (path: string) => void
  start(): Promise<string>
  run(runId: string, signal?: AbortSignal): Promise<JobResult>
}

export const RESUMES_AT = new Date('2030-01-01T00:00:00Z')
const catalogue = loadCatalogue()
const compiler = createCompiler()

/** The bootstrap with a Clockify that answers from a function. */
export function aWalker(db: Db, scope: WorkspaceScope, upstream: Upstream): Walker {
  const asked: string[] = []
  const published: unknown[] = []
  const connector: Connector = {
    name: 'clockify',
    connectAs: () => Promise.reject(new Error('nobody calls here')),
    connectInBackground: async () => connectionTo(scope, walker, upstream),
  }
  const walker: Walker = {
    deps: {
      db,
      urgentDb: db,
      log: silentLog,
      clock: systemClock,
      catalogue,
      compiler,
      connector,
      publish: (...event) => void published.push(event[2]),
      standing: async () => walker.standing,
      concurrency: 4,
    },
    scope,
    asked,
    published,
    standing: 'active',
    budget: Number.POSITIVE_INFINITY,
    onAnswer: () => {},
    start: async () => {
      const { runId } = await inWorkspace(db, scope, (tx) => startBootstrapIn(walker.deps, scope, tx))
      return runId
    },
    run: (runId, signal = new AbortController().signal) =>
      runWalk(walker.deps, {
        jobId: 'job',
        scope,
        payload: { runId },
        attempt: 1,
        lastAttempt: false,
        signal,
        reportProgress: async () => {},
      }),
  }
  return walker
}

/** The same walker on another connection. */
export function walkerTo(walker: Walker, connection: Connection): Walker {
  const connector = { ...walker.deps.connector, connectInBackground: async () => connection }
  Object.assign(walker.deps, { connector })
  return walker
}

function connectionTo(scope: WorkspaceScope, walker: Walker, upstream: Upstream): Connection {
  return {
    baseUrls: { api: 'https://api.test', reports: 'https://reports.test' },
    fixedPath: { workspaceId: scope.workspaceId, addonId: 'addon' },
    send: async ({ url, signal }) => {
      signal?.throwIfAborted()
      if (walker.budget <= 0) throw new BudgetExhausted(RESUMES_AT)
      walker.budget -= 1
      const { pathname, searchParams } = new URL(url)
      const path = pathname.replace(`/v1/workspaces/${scope.workspaceId}`, '')
      const answer = upstream(path, searchParams) ?? { body: [] }
      const page = searchParams.get('page')
      walker.asked.push(page === null ? path : `${path}?page=${page}`)
      walker.onAnswer(path)
      return {
        attempts: 1,
        response: {
          status: answer.status ?? 200,
          headers: { 'content-type': 'application/json', ...answer.headers },
          body: Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)),
          durationMs: 1,
          timing: { firstByteMs: 1, bodyMs: 0 },
        },
      }
    },
  }
}

/** A list in pages of 200 with the Last-Page header, as Clockify answers most lists. */
export function paged(items: readonly unknown[], query: URLSearchParams): Answer {
  const size = Number(query.get('page-size') ?? 50)
  const from = (Number(query.get('page') ?? 1) - 1) * size
  return {
    headers: { 'last-page': String(from + size >= items.length) },
    body: items.slice(from, from + size),
  }
}

export const numbered = (prefix: string, count: number, more: object = {}): { id: string; name: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${index}`,
    name: `${prefix} ${index}`,
    ...more,
  }))
