import { randomBytes } from 'node:crypto'
import { readConfig } from '../../../server/config/config.ts'
import { clickupService } from '../../../server/connectors/clickup/index.ts'
import type { ClickupTaskDeps } from '../../../server/features/clickup-tasks/index.ts'
import { changeSettings } from '../../../server/features/clickup-tasks/settings/change-settings.ts'
import type { SettingsChange } from '../../../server/features/clickup-tasks/settings/settings.schemas.ts'
import { readSyncRun } from '../../../server/features/clickup-tasks/sync/read-runs.ts'
import { runSync } from '../../../server/features/clickup-tasks/sync/run-sync.ts'
import { startSync } from '../../../server/features/clickup-tasks/sync/start-sync.ts'
import type { SyncRun } from '../../../server/features/clickup-tasks/sync/sync-run.store.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import type { JobResult } from '../../../server/platform/jobs/index.ts'
import { createMetrics } from '../../../server/platform/metrics/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type { ClickUpSandbox, ClickUpSandboxOptions, Task } from '../../../server/sandbox/clickup/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { wirePlatform } from '../../../server/wire-platform.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../support/clickup-document.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

export interface ClickupGround {
  readonly clickup: ClickUpSandbox
  readonly database: TestDatabase
  /** May be told another time. */
  readonly deps: ClickupTaskDeps
  readonly published: object[]
  setNow(now: Date | undefined): void
  /** A workspace of its own, connected as the owner or with this token. */
  connected(token?: string): Promise<WorkspaceScope>
  close(): Promise<void>
}

/** A fake ClickUp whose requests the vendor's document judges, and what asks it; no worker runs. */
export async function startClickupGround(options: ClickUpSandboxOptions = {}): Promise<ClickupGround> {
  const document = hasClickUpDocument ? await readClickUpDocument() : undefined
  const check = document === undefined ? {} : { checkRequest: document.judgeRequest }
  const clickup = await startSmallClickUp({ ...check, ...options })
  const database = await openTestDatabase()
  const key = randomBytes(32)
  await checkKeys(database.db, { newest: key, all: [key] })
  const vault = createVault({ newest: key, all: [key] })
  const config = readConfig({ EGRESS_ALLOW: clickup.origin, ADMIN_KEY: 'operator-key-of-the-tests' })
  const platform = wirePlatform(
    { database, vault },
    { config, log: silentLog, metrics: createMetrics(), baseUrl: () => 'http://127.0.0.1' },
  )
  await platform.limiters.clickup.start()
  let fixed: Date | undefined
  const clock = { ...systemClock, now: () => fixed ?? systemClock.now() }
  const published: object[] = []
  const { openClickup } = platform
  return {
    clickup,
    database,
    published,
    deps: {
      db: database.db,
      clock,
      openClickup,
      publish: (_scope, _kind, data) => void published.push(data),
    },
    setNow: (now) => void (fixed = now),
    connected: async (token = clickup.tokens.owner) => {
      const scope = await aWorkspace(database.db)
      await saveConnection(
        {
          db: database.db,
          vault,
          clock: systemClock,
          policyOf: () => platform.policy,
          onChange: async () => {},
        },
        scope,
        { service: clickupService, baseUrl: clickup.apiUrl, credentials: { token } },
      )
      return scope
    },
    close: async () => {
      await platform.limiters.clickup.stop()
      await platform.client.close()
      await clickup.stop()
      await database.close()
    },
  }
}

export type Choice = Omit<SettingsChange, 'teamId' | 'spaceId' | 'folderId' | 'listId'>

/** The path to a list, as somebody would choose it. */
export function pathTo(clickup: ClickUpSandbox, listId: string) {
  const list = clickup.state.lists.get(listId)!
  const folder = clickup.state.folders.get(list.folderId)!
  return {
    teamId: clickup.teamId,
    spaceId: list.spaceId,
    folderId: folder.hidden ? null : folder.id,
    listId,
  }
}

/** All tasks, closed and parts too, unless the choice says otherwise. */
export async function chooseList(
  { clickup, deps }: ClickupGround,
  scope: WorkspaceScope,
  chosen: { readonly listId: string } & Choice,
): Promise<void> {
  const { listId, ...choice } = chosen
  await changeSettings(deps, scope, {
    maxTasks: 0,
    includeClosed: true,
    includeSubtasks: true,
    ...pathTo(clickup, listId),
    ...choice,
  })
}

/** Starts a run and works on it as a worker would. */
export async function sync(
  ground: ClickupGround,
  scope: WorkspaceScope,
  { full = false } = {},
): Promise<SyncRun> {
  const { syncRunId } = await startSync(ground.deps, scope, { full })
  await work(ground, scope, syncRunId)
  return readSyncRun(ground.deps, scope, { id: syncRunId })
}

export function work(
  { deps }: Pick<ClickupGround, 'deps'>,
  scope: WorkspaceScope,
  run: string | { readonly runId: string; readonly signal: AbortSignal },
): Promise<JobResult> {
  const { runId, signal } =
    typeof run === 'string' ? { runId: run, signal: new AbortController().signal } : run
  const common = { jobId: 'job', attempt: 1, lastAttempt: false, reportProgress: async () => {} }
  return runSync(deps, { ...common, scope, payload: { runId }, signal })
}

/** What is stored, as `id: name`, and what the list has; equal when the cache is right. */
export async function stored({ database }: ClickupGround, scope: WorkspaceScope): Promise<string[]> {
  const rows = await inWorkspace(database.db, scope, (tx) =>
    tx.selectFrom('clickupTasks').select(['taskId', 'name', 'updatedAt']).execute(),
  )
  return rows.map(({ taskId, name, updatedAt }) => lineOf(taskId, name, updatedAt.getTime())).sort()
}

export function tasksOf({ clickup }: ClickupGround, listId: string): Task[] {
  return [...(clickup.state.tasksByList.get(listId) ?? [])].filter(({ archived }) => !archived)
}

export function expected(ground: ClickupGround, listId: string): string[] {
  return tasksOf(ground, listId)
    .map(({ id, name, updatedMs }) => lineOf(id, name, updatedMs))
    .sort()
}

function lineOf(id: string, name: string, updatedMs: number): string {
  return `${id}: ${name} (${updatedMs})`
}
