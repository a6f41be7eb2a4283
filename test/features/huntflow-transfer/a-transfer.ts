import { randomBytes } from 'node:crypto'
import {
  ATTACHMENT_HOSTS,
  attachmentDownloader,
  clickupAccess,
  clickupOpener,
  clickupService,
} from '../../../server/connectors/clickup/index.ts'
import { huntflowAccess, huntflowOpener, huntflowService } from '../../../server/connectors/huntflow/index.ts'
import type { HuntflowTransferDeps } from '../../../server/features/huntflow-transfer/index.ts'
import { runTransfer } from '../../../server/features/huntflow-transfer/run/run-transfer.ts'
import { startTransfer } from '../../../server/features/huntflow-transfer/transfers/start-transfer.ts'
import {
  findTransfer,
  type Transfer,
} from '../../../server/features/huntflow-transfer/transfers/transfer.store.ts'
import { createServiceConnector, type Service } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import type { HuntflowSandbox } from '../../../server/sandbox/huntflow/index.ts'
import { makePdf } from '../../../server/sandbox/shared/pdf.ts'
import type { Clock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallClickUp } from '../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../support/clickup-document.ts'
import { startSmallHuntflow } from '../../support/huntflow-caller.ts'
import { hasHuntflowDocument, readHuntflowDocument } from '../../support/huntflow-document.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'
import { mortal, type Mortal } from '../../support/mortal.ts'

/** One process that transfers, beside both services. Time passes only when something waits for it. */
export interface TransferWorld {
  readonly database: TestDatabase
  readonly clickup: ClickUpSandbox
  readonly huntflow: HuntflowSandbox
  readonly scope: WorkspaceScope
  readonly deps: HuntflowTransferDeps
  readonly process: Mortal
  readonly events: unknown[]
  /** As somebody asks for it. */
  start(wanted?: Partial<Wanted>): Promise<string>
  /** Works at it until it rests, dying and being reborn on the way. */
  runToRest(transferId: string): Promise<Transfer>
  /** One attempt; what it threw is given back. */
  runOnce(transferId: string, lastAttempt?: boolean): Promise<unknown>
  find(transferId: string): Promise<Transfer>
  /** Complaints of the vendors' documents about what was sent. */
  complaints(): readonly string[]
  saveTokens(tokens?: { readonly accessToken: string; readonly refreshToken: string }): Promise<void>
  later(ms: number): void
  close(): Promise<void>
}

interface Wanted {
  readonly taskId: string
  readonly accountId: string
  readonly vacancyId: string | undefined
  readonly statusId: string | undefined
  readonly includeComments: boolean
}

export const RESUME = makePdf([
  'Ivan Petrovich Sidorov',
  'Position: Go developer',
  'Salary: 4200',
  'Born: 1990-02-28',
  'Experience: Engineer, Acme',
  'sidorov@example.com +375 29 765-43-21 t.me/sidorov',
])

export async function aTransferWorld(): Promise<TransferWorld> {
  const database = await openTestDatabase()
  const clickup = await startSmallClickUp(
    hasClickUpDocument ? { checkRequest: (await readClickUpDocument()).judgeRequest } : {},
  )
  const huntflow = await startSmallHuntflow(
    hasHuntflowDocument ? { checkRequest: (await readHuntflowDocument()).judgeRequest } : {},
  )
  const scope = await aWorkspace(database.db)
  const origins = [clickup.origin, huntflow.origin]
  const time = passingTime()
  const { clock } = time
  const policy = createEgressPolicy({ allowedOrigins: origins, hostRules: [] })
  const client = createHttpClient({ policy, log: silentLog, clock })
  const process = mortal({ db: database.db, client })
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const vault = createVault(ring)
  const { db } = process
  const events: unknown[] = []
  const sending = { db, vault, clock, client: process.client, limiter: UNLIMITED, sleep: time.sleep }
  const filePolicy = createEgressPolicy({ allowedOrigins: origins, hostRules: ATTACHMENT_HOSTS })
  const deps: HuntflowTransferDeps = {
    db,
    clock,
    openClickup: clickupOpener(createServiceConnector(sending, clickupAccess)),
    openHuntflow: huntflowOpener(createServiceConnector(sending, huntflowAccess)),
    downloadAttachment: attachmentDownloader({ client: process.client, clock, policy: filePolicy }),
    publish: (_scope, _kind, data) => void events.push(data),
  }
  const save = (service: Service, baseUrl: string, credentials: object) =>
    saveConnection(
      { db: database.db, vault, clock, policyOf: () => policy, onChange: async () => {} },
      scope,
      {
        service,
        baseUrl,
        credentials: { ...credentials },
      },
    )
  const saveTokens: TransferWorld['saveTokens'] = async (tokens = huntflow.tokens) => {
    await save(huntflowService, huntflow.apiUrl, tokens)
  }
  await save(clickupService, clickup.apiUrl, { token: clickup.tokens.owner })
  await saveTokens()
  const find = async (id: string): Promise<Transfer> => {
    const found = await inWorkspace(database.db, scope, (tx) => findTransfer(tx, scope, id))
    if (found === undefined) throw new Error(`there is no transfer ${id}`)
    return found
  }
  const attempt = (transferId: string, lastAttempt: boolean) =>
    runTransfer(deps, { scope, payload: { transferId }, signal: NEVER, lastAttempt })

  return {
    database,
    clickup,
    huntflow,
    scope,
    deps,
    process,
    events,
    saveTokens,
    find,
    later: time.later,
    start: async (wanted = {}) => {
      const accountId = String(huntflow.accountId)
      const input = { accountId, vacancyId: undefined, statusId: undefined, includeComments: false }
      const all = { ...input, taskId: wanted.taskId ?? aTask(clickup), ...wanted }
      return (await startTransfer({ db: database.db, clock }, scope, all)).transferId
    },
    runOnce: (transferId, lastAttempt = false) =>
      attempt(transferId, lastAttempt).catch((error: unknown) => error),
    runToRest: async (transferId) => {
      for (let tries = 0; tries < 60; tries += 1) {
        const result = await attempt(transferId, false).catch(() => undefined)
        if (process.isDead()) process.reborn()
        if (result !== undefined) time.until(result.again)
        const transfer = await find(transferId)
        if (transfer.status !== 'running' && transfer.status !== 'waiting') return transfer
      }
      throw new Error('the transfer does not come to rest')
    },
    complaints: () =>
      [...clickup.requests.complaints, ...huntflow.requests.complaints].flatMap(
        ({ complaints }) => complaints,
      ),
    close: async () => {
      await clickup.stop()
      await huntflow.stop()
      await client.close()
      await database.close()
    },
  }
}

const NEVER = new AbortController().signal

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
      later(ms)
      // Others have their turn meanwhile.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

export interface TaskWords {
  readonly name?: string
  readonly description?: string
  readonly comments?: readonly string[]
  /** Undefined: one résumé. */
  readonly files?: readonly {
    readonly title: string
    readonly content: Buffer
    readonly size?: number
    readonly foreignUrl?: string
    readonly mimeType?: string
  }[]
}

/** A task in ClickUp about somebody; gives its id. */
export function aTask(clickup: ClickUpSandbox, words: TaskWords = {}): string {
  const [listId = ''] = clickup.state.lists.keys()
  const task = clickup.createTask({
    listId,
    name: words.name ?? 'Sidorov Ivan Petrovich - Go developer',
    description: words.description ?? 'Call +375 29 123-45-67 or write to ivan@example.com',
  })
  for (const text of words.comments ?? []) clickup.comment({ taskId: task.id, text })
  const files = words.files ?? [{ title: 'resume.pdf', content: RESUME }]
  for (const file of files) clickup.attach({ taskId: task.id, ...file })
  return task.id
}

/** What both services have of a transfer. */
export function tracesOf(
  { clickup, huntflow }: TransferWorld,
  { id, taskId }: Pick<Transfer, 'id' | 'taskId'>,
) {
  const mark = `Transfer ${id}`
  const applicants = [...huntflow.state.applicants.values()].filter(({ externals }) =>
    externals.some(({ text }) => text?.includes(mark)),
  )
  const task = clickup.state.tasks.get(taskId)
  const comments = (clickup.state.commentsByTask.get(taskId) ?? []).filter(({ parts }) =>
    parts.some(({ text }) => text?.includes(mark)),
  )
  return {
    applicants,
    notes: applicants.flatMap(({ logs }) => logs.filter(({ comment }) => comment?.includes(mark))),
    links: applicants.flatMap(({ links }) => links),
    tags: applicants.flatMap(({ tags }) =>
      tags.map(({ tagId }) => huntflow.state.tags.get(tagId)?.name ?? ''),
    ),
    comments,
    taskTags: task?.tags ?? [],
  }
}
