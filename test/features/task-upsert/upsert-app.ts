import type {
  LedgerDetail,
  LedgerEntry,
  PushedTask,
  UpsertResult,
} from '../../../server/features/task-upsert/tasks/upsert.schemas.ts'
import type { ClickUpSandbox, ClickUpSandboxOptions, Task } from '../../../server/sandbox/clickup/index.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../support/clickup-document.ts'
import { startTestApp, type Answer, type TestApp } from '../../support/test-app.ts'

interface Problem {
  readonly code: string
  readonly detail: string
  readonly violations: readonly { readonly pointer: string; readonly message: string }[]
}

/** The whole server beside a fake ClickUp whose requests the vendor's document judges. */
export interface UpsertApp {
  readonly test: TestApp
  readonly clickup: ClickUpSandbox
  /** A list of its own, chosen in the settings. */
  freshList(): Promise<string>
  push(task: Partial<PushedTask>, token?: string): Promise<Answer<UpsertResult & Problem>>
  pushMany(tasks: readonly Partial<PushedTask>[]): Promise<Answer<UpsertResult[] & Problem>>
  ledger(query?: string): Promise<{ items: LedgerEntry[]; nextCursor: string | null }>
  entry(id: string): Promise<LedgerDetail>
  settings(change: object): Promise<void>
  task(id: string | null): Task
  tasksIn(listId: string): readonly Task[]
  /** Requests to ClickUp since it was last asked, as `METHOD path`. */
  asked(): readonly string[]
  close(): Promise<void>
}

export async function startUpsertApp(
  options: ClickUpSandboxOptions = {},
  allow: readonly string[] = [],
): Promise<UpsertApp> {
  const checkRequest = hasClickUpDocument ? (await readClickUpDocument()).judgeRequest : () => []
  const clickup = await startSmallClickUp({ checkRequest, ...options })
  const test = await startTestApp({
    allow: [clickup.origin, ...allow],
    sandbox: { size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false', LOG_LEVEL: 'warn' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  await test.call('PUT', '/api/connections/clickup', {
    body: { token: clickup.tokens.owner, baseUrl: `${clickup.apiUrl}/v2/` },
  })
  const settings = async (change: object): Promise<void> => {
    await test.call('PUT', '/api/tasks/settings', { body: change })
  }
  const post = <T>(body: unknown, token?: string) =>
    test.call<T>('POST', '/api/tasks/upsert', { body, ...(token === undefined ? {} : { token }) })
  return {
    test,
    clickup,
    settings,
    freshList: async () => {
      const [space] = [...clickup.state.spaces.values()]
      const { id } = clickup.createList({ spaceId: space!.id, name: 'Findings' })
      await settings({ listId: id, markerFieldId: null, defaultAssigneeEmail: null, announce: false })
      clickup.clearFaults()
      clickup.requests.clear()
      return id
    },
    push: (task, token) => post({ title: 'A finding', ...task }, token),
    pushMany: (tasks) => post(tasks.map((task) => ({ title: 'A finding', ...task }))),
    ledger: async (query = '') =>
      (
        await test.call<{ items: LedgerEntry[]; nextCursor: string | null }>(
          'GET',
          `/api/tasks/upserts${query}`,
        )
      ).body,
    entry: async (id) => (await test.call<LedgerDetail>('GET', `/api/tasks/upserts/${id}`)).body,
    task: (id) => clickup.state.tasks.get(id ?? '')!,
    tasksIn: (listId) => [...(clickup.state.tasksByList.get(listId) ?? [])],
    asked: () => {
      const lines = clickup.requests.entries.map(({ method, path }) => `${method} ${path}`)
      clickup.requests.clear()
      return lines
    },
    close: async () => {
      await test.close()
      await clickup.stop()
    },
  }
}
