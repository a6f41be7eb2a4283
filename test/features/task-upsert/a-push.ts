import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { clickupAccess, clickupOpener, clickupService } from '../../../server/connectors/clickup/index.ts'
import { changeSettings } from '../../../server/features/task-upsert/settings/change-settings.ts'
import { createListFacts } from '../../../server/features/task-upsert/tasks/list-facts.ts'
import { markerOf } from '../../../server/features/task-upsert/tasks/marker.ts'
import type { PushDeps } from '../../../server/features/task-upsert/tasks/push-deps.ts'
import { runPush } from '../../../server/features/task-upsert/tasks/push-job.ts'
import { createStateWatch } from '../../../server/features/task-upsert/tasks/state-watch.ts'
import type { TrackedTask } from '../../../server/features/task-upsert/tasks/tracked-task.store.ts'
import { upsertTasks } from '../../../server/features/task-upsert/tasks/upsert-tasks.ts'
import type { PushedTask, UpsertResult } from '../../../server/features/task-upsert/tasks/upsert.schemas.ts'
import { createServiceConnector } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type { ClickUpSandbox, Task } from '../../../server/sandbox/clickup/index.ts'
import type { Clock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../support/clickup-document.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { mortal, type Mortal } from '../../support/mortal.ts'

/** A process that pushes; nothing of what it knows is shared with others. */
export interface PushProcess {
  readonly deps: PushDeps
  readonly life: Mortal
}

/** Two processes on one database beside ClickUp. Time passes only when something waits for it. */
export interface PushWorld {
  readonly database: TestDatabase
  readonly clickup: ClickUpSandbox
  readonly scope: WorkspaceScope
  readonly processes: readonly [PushProcess, PushProcess]
  listId(): string
  freshList(): Promise<void>
  /** As the route does; what it threw is given back. */
  push(tasks: readonly Partial<PushedTask>[], process?: PushProcess): Promise<readonly UpsertResult[] | Error>
  /** Jobs go on with everything that waits until nothing does. */
  settle(process?: PushProcess): Promise<void>
  rows(): Promise<readonly TrackedTask[]>
  /** Of the list, by their names. */
  tasks(): readonly Task[]
  marked(internalId: string): readonly Task[]
  later(ms: number): void
  close(): Promise<void>
}

export async function aPushWorld(): Promise<PushWorld> {
  const database = await openTestDatabase()
  const time = passingTime()
  const check = hasClickUpDocument ? { checkRequest: (await readClickUpDocument()).judgeRequest } : {}
  const clickup = await startSmallClickUp({ ...check, clock: time.clock })
  const scope = await aWorkspace(database.db)
  const key = randomBytes(32)
  await checkKeys(database.db, { newest: key, all: [key] })
  const vault = createVault({ newest: key, all: [key] })
  const policy = createEgressPolicy({ allowedOrigins: [clickup.origin], hostRules: [] })
  const clients = [0, 1].map(() => createHttpClient({ policy, log: silentLog, clock: time.clock }))
  const [one, two] = clients.map((client) => aProcess({ database, client, vault, time }))
  await saveConnection(
    { db: database.db, vault, clock: time.clock, policyOf: () => policy, onChange: async () => {} },
    scope,
    { service: clickupService, baseUrl: clickup.apiUrl, credentials: { token: clickup.tokens.owner } },
  )
  let listId = ''
  const freshList = async (): Promise<void> => {
    const [space] = [...clickup.state.spaces.values()]
    listId = clickup.createList({ spaceId: space!.id, name: 'Findings' }).id
    await changeSettings({ db: database.db, clock: time.clock }, scope, { listId, announce: false })
    clickup.clearFaults()
    for (const { life } of [one!, two!]) life.reborn()
  }
  await freshList()
  const rows = async () =>
    inWorkspace(database.db, scope, (tx) =>
      tx.selectFrom('trackedTasks').selectAll().where('listId', '=', listId).orderBy('internalId').execute(),
    )
  const tasks = () => [...(clickup.state.tasksByList.get(listId) ?? [])]
  return {
    database,
    clickup,
    scope,
    processes: [one!, two!],
    listId: () => listId,
    freshList,
    push: async (given, process = one!) => {
      const body = given.map((task) => ({ internalId: 'X', title: 'A finding', ...task }))
      return upsertTasks(process.deps, scope, body).then(
        (results) => results as readonly UpsertResult[],
        (error: unknown) => error as Error,
      )
    },
    settle: async (process = one!) => {
      for (let tries = 0; tries < 80; tries += 1) {
        const open = (await rows()).filter(({ status }) => status === 'waiting')
        if (open.length === 0) return
        const payload = { trackedIds: open.map(({ id }) => id) }
        const job = { scope, payload, signal: new AbortController().signal }
        const result = await runPush(process.deps, job).catch(() => undefined)
        if (process.life.isDead()) process.life.reborn()
        if (result) time.until(result.again)
      }
      throw new Error('the pushes do not come to rest')
    },
    rows,
    tasks,
    marked: (internalId) => {
      const { code } = markerOf(scope, { listId, internalId })
      return tasks().filter(({ markdown }) => markdown.includes(code))
    },
    later: time.later,
    close: async () => {
      await clickup.stop()
      for (const client of clients) await client.close()
      await database.close()
    },
  }
}

type Time = ReturnType<typeof passingTime>

function aProcess({
  database,
  client,
  vault,
  time,
}: {
  readonly database: TestDatabase
  readonly client: Mortal['client']
  readonly vault: ReturnType<typeof createVault>
  readonly time: Time
}): PushProcess {
  const life = mortal({ db: database.db, client })
  const { clock, sleep } = time
  const sending = { db: life.db, vault, clock, client: life.client, limiter: UNLIMITED, sleep }
  return {
    life,
    deps: {
      db: life.db,
      clock,
      openClickup: clickupOpener(createServiceConnector(sending, clickupAccess)),
      otherwiseList: async () => null,
      publish: () => {},
      factsOf: createListFacts(clock),
      watch: createStateWatch({ db: life.db, sleep }),
    },
  }
}

function passingTime() {
  let aheadMs = 0
  const later = (ms: number): void => void (aheadMs += Math.max(0, ms))
  const now = (): Date => new Date(Date.now() + aheadMs)
  const clock: Clock = { now, monotonicMs: () => performance.now() }
  return {
    clock,
    later,
    until: (at: Date): void => later(at.getTime() - now().getTime() + 1),
    sleep: async (ms: number): Promise<void> => {
      // Others have their turn meanwhile.
      await wait(1)
      later(ms)
    },
  }
}
