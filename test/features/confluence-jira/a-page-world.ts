import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import {
  confluenceAccess,
  confluenceOpener,
  confluenceService,
} from '../../../server/connectors/confluence/index.ts'
import { jiraAccess, jiraOpener, jiraService } from '../../../server/connectors/jira/index.ts'
import type { ConfluenceJiraDeps } from '../../../server/features/confluence-jira/index.ts'
import { driveRun } from '../../../server/features/confluence-jira/runs/drive-run.ts'
import type { ProjectRunView } from '../../../server/features/confluence-jira/project/project-run.schemas.ts'
import { readProjectRun, readRun } from '../../../server/features/confluence-jira/runs/read-runs.ts'
import type { RunView } from '../../../server/features/confluence-jira/runs/run.schemas.ts'
import {
  startProjectSync,
  startSync,
  startUndo,
} from '../../../server/features/confluence-jira/runs/start-run.ts'
import { changeSettings } from '../../../server/features/confluence-jira/settings/change-settings.ts'
import type { PageTaskSettings } from '../../../server/features/confluence-jira/settings/settings.schemas.ts'
import { createServiceConnector, type Service } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type {
  AtlassianSandbox,
  AtlassianSandboxOptions,
  Issue,
  Page,
} from '../../../server/sandbox/atlassian/index.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallAtlassian } from '../../support/atlassian-caller.ts'
import { hasAtlassianDocuments, readAtlassianDocuments } from '../../support/atlassian-document.ts'
import { mortal, type Mortal } from '../../support/mortal.ts'
import { passingTime } from '../../support/passing-time.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

export type ProjectSync = Omit<Parameters<typeof startProjectSync>[2], 'dryRun'> & {
  readonly dryRun?: boolean
}
export type Deployment = 'cloud' | 'data-center'
export const DEPLOYMENTS: readonly Deployment[] = ['cloud', 'data-center']

/** One process that syncs pages, beside Jira and Confluence in one of their forms. Time passes only when something waits for it. */
export interface PageWorld {
  readonly database: TestDatabase
  readonly sandbox: AtlassianSandbox
  readonly scope: WorkspaceScope
  readonly deps: ConfluenceJiraDeps
  readonly process: Mortal
  /** A page of the main space that shows a work package; gives its id. */
  page(body: string, options?: { readonly parentId?: string; readonly title?: string }): string
  addressOf(pageId: string): string
  storageOf(pageId: string): string
  versionOf(pageId: string): number
  /** Saves the page as somebody else. */
  edit(pageId: string, change: (storage: string) => string): void
  sync(
    pageUrls: readonly string[],
    options?: { readonly dryRun?: boolean; readonly includeDescendants?: boolean },
  ): Promise<RunView>
  /** Only asks for it. */
  begin(pageUrls: readonly string[]): Promise<string>
  undo(
    runId: string,
    options?: {
      readonly dryRun?: boolean
      readonly taskIds?: readonly string[]
      readonly pageIds?: readonly string[]
    },
  ): Promise<RunView>
  /** Works at it until it is over, dying and being reborn on the way. */
  toEnd(runId: string): Promise<RunView>
  beginProject(sync: ProjectSync): Promise<string>
  projectToEnd(runId: string): Promise<ProjectRunView>
  runOnce(runId: string, lastAttempt?: boolean): Promise<unknown>
  later(ms: number): void
  settings(change: Partial<PageTaskSettings>): Promise<void>
  /** Those that are no work packages of the seed. */
  issues(): readonly Issue[]
  /** Complaints of the vendors' documents about what was sent. */
  complaints(): readonly string[]
  close(): Promise<void>
}

const NEVER = new AbortController().signal
// As of a job: more wait than Node expects.
setMaxListeners(0, NEVER)

export async function aPageWorld(
  deployment: Deployment,
  options: AtlassianSandboxOptions = {},
): Promise<PageWorld> {
  const database = await openTestDatabase()
  const judge = hasAtlassianDocuments ? { checkRequest: (await readAtlassianDocuments()).judgeRequest } : {}
  const sandbox = await startSmallAtlassian({ ...judge, ...options })
  const scope = await aWorkspace(database.db)
  const { cloud, dataCenter } = sandbox
  const isCloud = deployment === 'cloud'
  const urls = isCloud
    ? { jira: cloud.jiraUrl, confluence: cloud.siteUrl }
    : { jira: dataCenter.jiraUrl, confluence: dataCenter.confluenceUrl }
  const credentials = isCloud
    ? { deployment, email: cloud.email, token: cloud.apiToken }
    : { deployment, token: dataCenter.token }
  const time = passingTime()
  const { clock, sleep } = time
  const allowedOrigins = Object.values(urls).map((url) => new URL(url).origin)
  const policy = createEgressPolicy({ allowedOrigins, hostRules: [] })
  const client = createHttpClient({ policy, log: silentLog, clock })
  const process = mortal({ db: database.db, client })
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const vault = createVault(ring)
  const sending = { db: process.db, vault, clock, client: process.client, limiter: UNLIMITED, sleep }
  const deps: ConfluenceJiraDeps = {
    db: process.db,
    clock,
    openJira: jiraOpener(createServiceConnector(sending, jiraAccess)),
    openConfluence: confluenceOpener(createServiceConnector(sending, confluenceAccess)),
    publish: () => {},
  }
  const save = (service: Service, baseUrl: string) =>
    saveConnection(
      { db: database.db, vault, clock, policyOf: () => policy, onChange: async () => {} },
      scope,
      { service, baseUrl, credentials: { ...credentials } },
    )
  await save(jiraService, urls.jira)
  await save(confluenceService, urls.confluence)

  const outside = { ...deps, db: database.db }
  const seeded = new Set(sandbox.state.issues.keys())
  const [spaceId] = [...sandbox.state.spaces.values()].flatMap(({ id, key: name }) =>
    name === 'ENG' ? [id] : [],
  )
  const pageOf = (id: string): Page => {
    const page = sandbox.state.pages.get(id)
    if (page === undefined) throw new Error(`there is no page ${id}`)
    return page
  }
  const latest = (id: string) => {
    const version = pageOf(id).versions.at(-1)
    if (version === undefined) throw new Error(`page ${id} has no version`)
    return version
  }
  const runOnce = async (runId: string, lastAttempt = false) =>
    driveRun(deps, { scope, payload: { runId }, signal: NEVER, lastAttempt })
  const untilOver = async <R extends Pick<RunView, 'status'>>(
    runId: string,
    read: (deps: ConfluenceJiraDeps, of: WorkspaceScope, id: string) => Promise<R>,
  ): Promise<R> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const result = await runOnce(runId).catch(() => undefined)
      if (process.isDead()) process.reborn()
      if (result !== undefined) time.until(result.again)
      const run = await read(outside, scope, runId)
      if (run.status !== 'running' && run.status !== 'waiting') return run
    }
    throw new Error('the run does not come to its end')
  }
  const toEnd = (runId: string) => untilOver(runId, readRun)
  const request = { includeDescendants: true, requestedBy: 'Ana Petrova', daysToDueDate: 14 }
  let pages = 0
  return {
    database,
    sandbox,
    scope,
    deps,
    process,
    page: (body, { parentId, title } = {}) => {
      pages += 1
      const place = parentId === undefined ? {} : { parentId }
      return sandbox.createPage({ spaceId: spaceId ?? '', title: title ?? `Page ${pages}`, body, ...place })
        .id
    },
    addressOf: (id) =>
      `${isCloud ? cloud.confluenceUrl : dataCenter.confluenceUrl}/pages/viewpage.action?pageId=${id}`,
    storageOf: (id) => latest(id).body,
    versionOf: (id) => latest(id).number,
    edit: (id, change) => void sandbox.editPage(id, { body: change(latest(id).body) }),
    begin: async (pageUrls) =>
      (await startSync(outside, scope, { ...request, pageUrls, dryRun: false })).runId,
    sync: async (pageUrls, { dryRun = false, includeDescendants = true } = {}) =>
      toEnd((await startSync(outside, scope, { ...request, pageUrls, dryRun, includeDescendants })).runId),
    undo: async (runId, { dryRun = false, taskIds = null, pageIds = null } = {}) =>
      toEnd((await startUndo(outside, scope, { runId, dryRun, taskIds, pageIds })).runId),
    toEnd,
    beginProject: async ({ dryRun = false, ...sync }) =>
      (await startProjectSync(outside, scope, { ...sync, dryRun })).runId,
    projectToEnd: (runId) => untilOver(runId, readProjectRun),
    later: time.later,
    runOnce,
    settings: async (change) => void (await changeSettings(outside, scope, change)),
    issues: () => [...sandbox.state.issues.values()].filter(({ id }) => !seeded.has(id)),
    complaints: () => sandbox.requests.complaints.flatMap(({ complaints }) => complaints),
    close: async () => {
      await sandbox.stop()
      await client.close()
      await database.close()
    },
  }
}

/** A task as Confluence stores it. */
export function taskXml(
  id: number,
  words: string,
  { status = 'incomplete', uuid = `uuid-${id}` }: { readonly status?: string; readonly uuid?: string } = {},
): string {
  return `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-uuid>${uuid}</ac:task-uuid><ac:task-status>${status}</ac:task-status><ac:task-body><span class="placeholder-inline-tasks">${words}</span></ac:task-body></ac:task>`
}

export function listXml(...tasks: readonly string[]): string {
  return `<ac:task-list ac:task-list-id="6f61b9d0-0000-4000-8000-000000000001">${tasks.join('')}</ac:task-list>`
}

/** As Confluence keeps it for one issue. */
export function macroXml(key: string): string {
  return `<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="8f1c2d3e-0000-4000-8000-000000000001"><ac:parameter ac:name="server">System Jira</ac:parameter><ac:parameter ac:name="serverId">a9986ca6-387c-3b09-9a85-450e12a1cf94</ac:parameter><ac:parameter ac:name="key">${key}</ac:parameter></ac:structured-macro>`
}

/** The first work package of the seed. */
export function aWorkPackage({ sandbox }: Pick<PageWorld, 'sandbox'>): Issue {
  const found = [...sandbox.state.issues.values()].find(({ typeId }) => typeId === '10011')
  if (found === undefined) throw new Error('the seed has no work package')
  return found
}
