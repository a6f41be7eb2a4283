import { vi } from 'vitest'
import {
  generateSandboxKeys,
  startClockifySandbox,
  type ClockifySandbox,
} from '../../../server/sandbox/clockify/index.ts'
import { watchOvertime } from '../../../server/features/time-sessions/overtime/watch-overtime.ts'
import { enqueueMails } from '../../../server/platform/mail/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'
import { aMail } from '../../platform/mail/a-mail.ts'
import { fillClickup, type ClickupHook } from './fill-clickup.ts'
import { keepImports } from './keep-imports.ts'
import { keepPageRuns } from './keep-page-runs.ts'
import { keepProjectRuns } from './keep-project-runs.ts'
import { keepUpserts } from './keep-upserts.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { keepClaims } from './touch-claims.ts'
import { keepClickup } from './touch-clickup.ts'
import { makeTransfers } from './make-transfers.ts'
import { startTestApp, type CallOptions, type TestApp } from '../../support/test-app.ts'

const SIZE = {
  users: 3,
  projects: 2,
  tasks: 2,
  timeEntries: 3,
  clients: 1,
  tags: 1,
  invoices: 1,
  expenses: 1,
}
// A request that deletes something uses it up.
const SPARE = 12

export interface ApiKey {
  readonly id: string
  readonly key: string
}

/** One workspace with something of every kind, and everything that opens a door of it. */
export interface Filled {
  readonly sandbox: ClockifySandbox
  readonly workspaceId: string
  readonly userToken: string
  readonly memberToken: string
  readonly reader: ApiKey
  readonly admin: ApiKey
  readonly deletedKey: ApiKey
  readonly cookie: string
  readonly hook: Hook
  readonly removedHook: Hook
  readonly clickupHook: ClickupHook
  readonly slackConnectionId: string
  /** Of the installation before this one. */
  readonly older: { readonly userToken: string; readonly webhookToken: string }
  /** Ids that exist, by the word of the route that takes them. */
  readonly ids: Readonly<Record<IdKind, readonly string[]>>
}

export type IdKind =
  | 'api-keys'
  | 'jobs'
  | 'hooks'
  | 'webhook-events'
  | 'calls'
  | 'saved-calls'
  | 'connections'
  | 'time-sessions'
  | 'people'
  | 'outbox'
  | 'reports'
  | 'sync-runs'
  | 'tasks'
  | 'transfers'
  | 'imports'
  | 'upserts'
  | 'runs'
  | 'project-runs'

export interface Hook {
  readonly id: string
  readonly token: string
}

export interface TwoWorkspaces {
  readonly test: TestApp
  readonly mine: Filled
  readonly theirs: Filled
  close(): Promise<void>
}

/** Two installations, two walks: more than a hook is given by default. */
export const START_MS = 120_000
export const HOOK_EVENT = 'NEW_TAG'

const CONNECTORS = ['clickup', 'slack', 'huntflow', 'jira', 'confluence'] as const
type ConnectorName = (typeof CONNECTORS)[number]

/** Credentials that a test of them sends to the sandbox, which knows none. */
export function connectionBody(connector: ConnectorName, sandbox: ClockifySandbox): object {
  const secret = `secret-of-${sandbox.workspaceId}`
  const atlassian = { deployment: 'data-center', token: secret }
  const credentials = {
    clickup: { token: secret },
    slack: { botToken: secret, signingSecret: secret },
    huntflow: { accessToken: secret, refreshToken: secret },
    jira: atlassian,
    confluence: atlassian,
  }[connector]
  return { ...credentials, baseUrl: sandbox.origin }
}

/** The whole server with two workspaces on it; `wrap` may change how it speaks to its database. */
export async function startTwoWorkspaces(
  wrap: (database: TestDatabase) => TestDatabase = (database) => database,
): Promise<TwoWorkspaces> {
  const keys = await generateSandboxKeys()
  const other = await startClockifySandbox({ keys, size: SIZE, seed: 2, webhooks: { retryDelayMs: 50 } })
  const test = await startTestApp({
    sandbox: { keys, size: SIZE, seed: 1 },
    database: wrap(await openTestDatabase()),
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    allow: [other.origin],
  })
  const [mine, theirs] = [await fill(test, test.sandbox), await fill(test, other)]
  return {
    test,
    mine,
    theirs,
    close: async () => {
      await other.stop()
      await test.close()
    },
  }
}

interface Made {
  readonly id: string
  readonly key?: string
}

async function fill(test: TestApp, sandbox: ClockifySandbox): Promise<Filled> {
  const older = await installTwice(test, sandbox)
  const userToken = sandbox.userToken({ role: 'OWNER', expiresInSeconds: 7200 })
  const send = async <T = Made>(method: string, path: string, options: CallOptions = {}): Promise<T> => {
    const { status, body } = await test.call<T>(method, path, { token: userToken, ...options })
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
  const makeMany = async (make: () => Promise<Made>): Promise<Made[]> => {
    const made: Made[] = []
    while (made.length < SPARE) made.push(await make())
    return made
  }
  const aKey = async (role: string): Promise<ApiKey> =>
    send<ApiKey>('POST', '/api/api-keys', { body: { role } })
  const aHook = async (token: string): Promise<Hook> => ({
    ...(await send('POST', '/api/clockify/hooks', { body: { event: HOOK_EVENT, token } })),
    token,
  })

  const [reader, admin, deletedKey] = [await aKey('reader'), await aKey('admin'), await aKey('admin')]
  await send('DELETE', `/api/api-keys/${deletedKey.id}`)
  const token = `hook-token-of-${sandbox.workspaceId}`
  const [hook, removedHook] = [await aHook(token), await aHook(`${token}-removed`)]
  await send('DELETE', `/api/clockify/hooks/${removedHook.id}`)
  const hooks = await makeMany(() => aHook(`${token}-spare`))
  const keys = await makeMany(() => aKey('reader'))
  const people = await makeMany(() => send('POST', '/api/people', { body: { name: 'Somebody' } }))
  const owner = { name: 'Owner', email: OWNER, externalId: sandbox.state.ownerId }
  await send('POST', '/api/people', { body: owner })
  const sessions = await makeMany(() => send('POST', '/api/time-sessions', { body: SESSION }))
  const saved = await makeMany(() => send('POST', '/api/saved-calls', { body: SAVED_CALL }))
  const connections: Made[] = []
  for (const connector of CONNECTORS)
    connections.push(
      await send('PUT', `/api/connections/${connector}`, { body: connectionBody(connector, sandbox) }),
    )
  const clickupHook = await fillClickup(test, { ...sandbox, connectionId: connections[0]!.id })
  // Also asks for the webhook of the chosen list.
  await send('PUT', '/api/clickup/settings', { body: { maxTasks: 50 } })
  await send('PUT', '/api/tasks/settings', { body: { announce: false } })
  await send('PUT', '/api/page-tasks/settings', { body: { keepTasks: false } })
  await writeMails(test.database.db, sandbox)
  const { reportId } = await send<{ reportId: string }>('POST', '/api/reports', { body: { kind: 'weekly' } })
  await send('POST', '/api/calls', { body: CALL })
  await walk(send)
  await handleEvents(sandbox, send)
  await sandbox.changeSettings([{ id: 'requestsPerHour', value: 100_000 }])
  const transfers = await makeTransfers(sandbox, send, untilAtRest)
  await keepStream(test.database.db, sandbox)
  await runOver(test.database.db, sandbox, send)
  const trackedId = await keepUpserts(test.database.db, sandbox)
  await keepClaims(test.database.db, { workspaceId: sandbox.workspaceId, trackedId })

  return {
    sandbox,
    workspaceId: sandbox.workspaceId,
    userToken,
    memberToken: sandbox.userToken({ role: 'MEMBER', expiresInSeconds: 7200 }),
    reader,
    admin,
    deletedKey,
    cookie: await signIn(test, admin),
    hook,
    removedHook,
    clickupHook,
    slackConnectionId: connections[CONNECTORS.indexOf('slack')]!.id,
    older,
    ids: {
      'api-keys': idsOf(keys),
      hooks: idsOf(hooks),
      connections: idsOf(connections),
      people: idsOf(people),
      'saved-calls': idsOf(saved),
      calls: await idsIn(send, '/api/calls?'),
      outbox: await idsIn(send, '/api/outbox?'),
      jobs: await idsIn(send, '/api/jobs?status=done&'),
      'webhook-events': await idsIn(send, '/api/webhook-events?'),
      'time-sessions': idsOf(sessions),
      reports: [reportId],
      'sync-runs': [await keepClickup(test.database.db, sandbox)],
      tasks: [`task-of-${sandbox.workspaceId}`],
      transfers,
      imports: [await keepImports(test.database.db, sandbox)],
      upserts: [trackedId],
      runs: [await keepPageRuns(test.database.db, sandbox)],
      'project-runs': [await keepProjectRuns(test.database.db, sandbox)],
    },
  }
}

/** Texts that no other workspace may ever see. */
export function marksOf({ sandbox, workspaceId, ids, reader, hook }: Filled): readonly string[] {
  const { projects, users, timeEntries } = sandbox.state
  return [
    workspaceId,
    ...projects.keys(),
    ...users.keys(),
    ...timeEntries.keys(),
    reader.id,
    hook.id,
    ...Object.values(ids).flat(),
  ]
}

// As the event that tells of the owner has it.
const OWNER = 'a@example.com'

/** Both workspaces have mails for it. */
export const MAILBOX = 'both@example.com'

export const SESSION = {
  person: { email: OWNER },
  startedAt: '2026-03-02T09:00:00Z',
  endedAt: '2026-03-02T10:00:00Z',
}

export const CALL = { connector: 'clockify', operationId: 'getProjects' }

export const SAVED_CALL = { ...CALL, name: 'the projects' }

async function installTwice(test: TestApp, sandbox: ClockifySandbox): Promise<Filled['older']> {
  const { webhooks } = await sandbox.install({ baseUrl: test.baseUrl })
  const older = { userToken: sandbox.userToken(), webhookToken: webhooks[0]?.authToken ?? '' }
  await sandbox.reinstall()
  return older
}

type Send = <T>(method: string, path: string, options?: CallOptions) => Promise<T>

async function walk(send: Send): Promise<void> {
  await send('POST', '/api/bootstrap')
  await poll(async () => {
    const { run } = await send<{ run: { status: string } | null }>('GET', '/api/bootstrap')
    return run?.status === 'completed'
  })
}

async function handleEvents(sandbox: ClockifySandbox, send: Send): Promise<void> {
  for (const id of sandbox.state.projects.keys()) sandbox.updateProject(id, { name: `renamed ${id}` })
  sandbox.deleteTimeEntry([...sandbox.state.timeEntries.keys()][0]!)
  const users = [...sandbox.state.users.keys()]
  sandbox.createTimeEntry({
    userId: users.at(-1)!,
    startMs: Date.now() - 7_200_000,
    endMs: Date.now() - 3_600_000,
  })
  sandbox.emit('USER_UPDATED', { id: users[0]!, email: OWNER, name: 'renamed' })
  await sandbox.flush()
  // A newer state of the same entity, and that once more.
  const newer = { id: [...sandbox.state.projects.keys()][0]!, name: 'newer' }
  for (let times = 0; times < 2; times += 1) {
    sandbox.emit('PROJECT_UPDATED', newer)
    await sandbox.flush()
  }
  await untilAtRest(send)
}

/** Until nothing of the workspace moves any more. */
export async function comeToRest({ test }: TwoWorkspaces, of: Filled): Promise<void> {
  await untilAtRest(
    async <T>(method: string, path: string) =>
      (await test.call<T>(method, path, { token: of.userToken })).body,
  )
}

async function untilAtRest(send: Send): Promise<void> {
  await poll(async () => {
    const { items } = await send<Jobs>('GET', '/api/jobs?limit=200')
    return items.every((job) => job.status !== 'ready' && job.status !== 'running')
  })
}

interface Jobs {
  readonly items: readonly { readonly status: string }[]
}

/** Somebody works longer than every limit allows, and it is noticed before the schedule does. */
async function runOver(db: Db, { workspaceId }: ClockifySandbox, send: Send): Promise<void> {
  const limits = { overtimeHours: 0.001, dailyHours: 0.001, weeklyHours: 0.001 }
  await send('PUT', '/api/time-sessions/settings', {
    body: { ...limits, coordinators: ['boss@example.com'] },
  })
  const startedAt = new Date(Date.now() - 60_000).toISOString()
  await send('POST', '/api/time-sessions', { body: { person: SESSION.person, startedAt } })
  await watchOvertime({ db, clock: systemClock }, systemScope(workspaceId, 'overtime'))
}

/** This server has no mail server, so they wait. */
async function writeMails(db: Db, { workspaceId }: ClockifySandbox): Promise<void> {
  const scope = systemScope(workspaceId, 'test')
  const mails = [1, 2].map(() => aMail(MAILBOX, { digest: { over: 1, summary: `of ${workspaceId}` } }))
  await inWorkspace(db, scope, (tx) => enqueueMails({ clock: systemClock }, { tx, scope }, mails))
}

/** A finished walk leaves none; one that is under way would move. */
async function keepStream(db: Db, { workspaceId }: ClockifySandbox): Promise<void> {
  await inWorkspace(db, { workspaceId }, async (tx) => {
    const { runId, operationId } = await tx
      .selectFrom('bootstrapSteps')
      .select(['runId', 'operationId'])
      .orderBy('position')
      .executeTakeFirstOrThrow()
    const row = { workspaceId, runId, operationId, streamKey: workspaceId, position: 0, pathValues: '{}' }
    await tx.insertInto('bootstrapStreams').values(row).execute()
    // Only a process of the version before writes this table.
    await tx
      .insertInto('webhookStates')
      .values({
        workspaceId,
        type: 'NEW_TAG',
        entityKey: `kept-of-${workspaceId}`,
        bodyHash: Buffer.from(workspaceId),
        eventId: `event-of-${workspaceId}`,
        storedAt: new Date(),
        repeatsUntil: null,
      })
      .execute()
  })
}

const poll = (isDone: () => Promise<boolean>): Promise<void> =>
  vi.waitUntil(isDone, { timeout: 30_000, interval: 50 }).then(() => {})

async function signIn(test: TestApp, { key }: ApiKey): Promise<string> {
  const answer = await test.call('POST', '/api/session', { token: '', body: { apiKey: key } })
  return (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
}

async function idsIn(send: Send, path: string): Promise<string[]> {
  return idsOf((await send<{ items: Made[] }>('GET', `${path}limit=200`)).items)
}

const idsOf = (made: readonly Made[]): string[] => made.map(({ id }) => id)
