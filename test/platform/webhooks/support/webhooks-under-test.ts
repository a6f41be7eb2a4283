import type { FastifyInstance } from 'fastify'
import type { Subscription } from '../../../../server/platform/feature.ts'
import { createGuard, createHttp } from '../../../../server/platform/http/index.ts'
import { createLog } from '../../../../server/shared/create-log.ts'
import type { JobHandler, JobRun } from '../../../../server/platform/jobs/index.ts'
import {
  createWebhooks,
  eventPath,
  type EventNotice,
  type WebhookOptions,
} from '../../../../server/platform/webhooks/index.ts'
import { eventOfWord } from '../../../../server/platform/webhooks/event-name.ts'
import { AppError } from '../../../../server/shared/errors.ts'
import type { Role, WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { silentLog } from '../../../support/silent-log.ts'
import type { TestDatabase } from '../../../support/test-db.ts'

export interface Setup {
  readonly database: TestDatabase
  readonly scope: WorkspaceScope
  readonly options?: Partial<WebhookOptions>
}

export interface Headers {
  readonly [name: string]: string | undefined
}

/** The module on its own server, for one workspace; its add-on token is `token of <workspace>`. */
export async function webhooksUnderTest({ database, scope, options }: Setup) {
  const subscriptions: Subscription[] = []
  const notices: EventNotice[] = []
  const warnings: unknown[] = []
  const clock = { ms: Date.now(), now: () => new Date(clock.ms), monotonicMs: () => clock.ms }
  const installation = { active: true }
  const token = `token of ${scope.workspaceId}`
  const module = createWebhooks({
    db: database.db,
    clock,
    log: { ...silentLog, warn: (fields: object) => void warnings.push(fields) },
    baseUrl: () => 'https://switchyard.example',
    guard: createGuard(async (request) => ({ scope, role: (request.headers['x-role'] ?? 'admin') as Role })),
    tokens: {
      recognise: async (input) => {
        if (!input.token.startsWith('token of ')) throw new AppError('UNAUTHORIZED', 'That is no token.')
        if (input.token !== token) return undefined
        const eventType = eventOfWord(input.path.replace('/webhooks/clockify/', ''))
        return { scope, eventType, active: installation.active }
      },
    },
    doors: [],
    isActive: async () => installation.active,
    subscriptions: () => subscriptions,
    publish: (_scope, _kind, notice) => notices.push(notice),
    options: { transactionsInFlight: database.kind === 'embedded' ? 1 : 2, ...options },
  })
  const app: FastifyInstance = await createHttp({
    log: createLog('silent'),
    https: false,
    observe: () => {},
  })
  if (module.routes) await app.register(module.routes)
  await app.ready()

  const post = (url: string, payload: string | Buffer, headers: Headers = {}) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: present({ 'content-type': 'application/json', 'clockify-signature': token, ...headers }),
    })
  const deliver = (type: string, body: unknown, headers: Headers = {}) =>
    post(eventPath(type), bytesOf(body), {
      'clockify-webhook-event-type': type,
      ...headers,
    })
  return {
    app,
    module,
    subscriptions,
    notices,
    warnings,
    clock,
    installation,
    post,
    deliver,
    outcome: async (type: string, body: unknown) =>
      (await deliver(type, body)).json<{ outcome: string }>().outcome,
    events: async (query = '') =>
      (await app.inject(`/api/webhook-events?limit=200${query}`)).json<{ items: ListedEvent[] }>().items,
    runJob: async (name: string, payload: object = {}, attempt = 1) =>
      handlerOf(module, name).run(runOf(scope, { id: 'job', payload, maxAttempts: 8 }, attempt)),
    runTogether: async (
      name: string,
      jobs: readonly { id: string; payload: unknown; maxAttempts: number }[],
    ) => (await handlerOf(module, name).runTogether?.(jobs.map((job) => runOf(scope, job, 1)))) ?? [],
    runJobs: (attempt = 1) => runJobs({ database, scope }, module, attempt),
  }
}

export interface ListedEvent {
  readonly id: string
  readonly type: string
  readonly entityId: string | null
  readonly ambiguous: boolean
  readonly status: string
  readonly error: string | null
  readonly deliveryCount: number
  readonly runs: readonly { subscription: string; status: string; error: string | null }[]
  readonly deliveries: readonly { outcome: string; receivedAt: string }[]
}

function present(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}

function bytesOf(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
}

export async function readyJobs({ database, scope }: Setup) {
  return inWorkspace(database.db, scope, (tx) =>
    tx
      .selectFrom('jobs')
      .select(['id', 'name', 'payload', 'maxAttempts'])
      .where('workspaceId', '=', scope.workspaceId)
      .where('state', '=', 'ready')
      .orderBy('id')
      .execute(),
  )
}

/** Runs what is ready, and what that makes ready; a job that fails stays ready. Returns each run's name and failure. */
async function runJobs(
  setup: Setup,
  module: ReturnType<typeof createWebhooks>,
  attempt: number,
): Promise<{ name: string; failure: string | undefined }[]> {
  const ran: { name: string; failure: string | undefined }[] = []
  const tried = new Set<string>()
  for (;;) {
    const job = (await readyJobs(setup)).find(({ id }) => !tried.has(id))
    if (!job) return ran
    tried.add(job.id)
    const failure = await handlerOf(module, job.name)
      .run(runOf(setup.scope, job, attempt))
      .then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      )
    ran.push({ name: job.name, failure })
    if (failure === undefined)
      await inWorkspace(setup.database.db, setup.scope, (tx) =>
        tx.updateTable('jobs').set({ state: 'done' }).where('id', '=', job.id).execute(),
      )
  }
}

function handlerOf(module: ReturnType<typeof createWebhooks>, name: string): JobHandler {
  const handler = module.jobs?.find(({ definition }) => definition.name === name)
  if (!handler) throw new Error(`no handler for ${name}`)
  return handler
}

function runOf(
  scope: WorkspaceScope,
  job: { id: string; payload: unknown; maxAttempts: number },
  attempt: number,
): JobRun {
  return {
    jobId: job.id,
    scope,
    payload: job.payload,
    attempt,
    lastAttempt: attempt >= job.maxAttempts,
    signal: new AbortController().signal,
    reportProgress: async () => {},
  }
}
