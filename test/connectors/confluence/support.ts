import {
  confluenceAccess,
  confluenceOpener,
  confluenceService,
  type ConfluenceClient,
} from '../../../server/connectors/confluence/index.ts'
import { createServiceConnector } from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import { createEgressPolicy, createHttpClient } from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault } from '../../../server/platform/secrets/index.ts'
import type {
  AtlassianSandbox,
  AtlassianSandboxOptions,
  Page,
} from '../../../server/sandbox/atlassian/index.ts'
import { systemClock as clock } from '../../../server/shared/clock.ts'
import type { Log } from '../../../server/shared/log.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { startSmallAtlassian } from '../../support/atlassian-caller.ts'
import { hasAtlassianDocuments, readAtlassianDocuments } from '../../support/atlassian-document.ts'
import { openTestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

export const DEPLOYMENTS = ['cloud', 'data-center'] as const
export type Deployment = (typeof DEPLOYMENTS)[number]

interface Credentials {
  readonly deployment: Deployment
  readonly token: string
  readonly baseUrl?: string
}

export interface ConfluenceLine {
  readonly sandbox: AtlassianSandbox
  /** As the owner. */
  readonly clients: Readonly<Record<Deployment, ConfluenceClient>>
  /** The space ENG and its home page. */
  readonly spaceId: string
  readonly home: string
  /** Everything that was logged. */
  readonly lines: readonly unknown[]
  /** In a workspace of its own. */
  readonly connect: (
    credentials: Credentials,
    as?: { readonly kind?: 'interactive' | 'background'; readonly signal?: AbortSignal },
  ) => Promise<{ readonly client: ConfluenceClient; readonly statusOf: () => Promise<string | undefined> }>
  /** Below the home page, with a title of its own. */
  readonly makePage: (input?: Partial<Parameters<AtlassianSandbox['createPage']>[0]>) => Page
  close(): Promise<void>
}

/** Real connections, sealed in a database, and a real client; only the pace is nobody's. */
export async function openConfluenceLine(options: AtlassianSandboxOptions = {}): Promise<ConfluenceLine> {
  const database = await openTestDatabase()
  const judge = hasAtlassianDocuments ? { checkRequest: (await readAtlassianDocuments()).judgeRequest } : {}
  const sandbox = await startSmallAtlassian({ ...judge, ...options })
  const lines: unknown[] = []
  const log = logInto(lines)
  const allowedOrigins = [sandbox.cloud.siteUrl, new URL(sandbox.dataCenter.confluenceUrl).origin]
  const policy = createEgressPolicy({ allowedOrigins, hostRules: confluenceService.hosts })
  const client = createHttpClient({ policy, log, clock, defaults: { closeGraceMs: 10 } })
  const key = Buffer.alloc(32, 1)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const sending = { db: database.db, vault: createVault(ring), clock, client }
  const paced = { ...sending, limiter: UNLIMITED, sleep: async () => {} }
  const open = confluenceOpener(createServiceConnector({ ...paced, log }, confluenceAccess))
  const { cloud, dataCenter, state } = sandbox
  const urls = { cloud: cloud.confluenceUrl, 'data-center': dataCenter.confluenceUrl }

  const connect: ConfluenceLine['connect'] = async (
    { deployment, token, baseUrl = urls[deployment] },
    { kind = 'interactive', signal } = {},
  ) => {
    const scope = await aWorkspace(database.db)
    const credentials =
      deployment === 'cloud' ? { deployment, token, email: cloud.email } : { deployment, token }
    const saving = { service: confluenceService, baseUrl, credentials }
    await saveConnection({ ...sending, policyOf: () => policy, onChange: async () => {} }, scope, saving)
    return {
      client: await open(scope, kind, signal),
      statusOf: async () => {
        const row = await inWorkspace(database.db, scope, (tx) =>
          tx.selectFrom('connections').select('status').executeTakeFirst(),
        )
        return row?.status
      },
    }
  }
  const space = [...state.spaces.values()].find((one) => one.key === 'ENG')!
  let made = 0
  return {
    sandbox,
    lines,
    connect,
    spaceId: space.id,
    home: space.homepageId,
    clients: {
      cloud: (await connect({ deployment: 'cloud', token: cloud.apiToken })).client,
      'data-center': (await connect({ deployment: 'data-center', token: dataCenter.token })).client,
    },
    makePage: (input = {}) =>
      sandbox.createPage({ spaceId: space.id, title: `Made ${(made += 1)}`, body: '<p>One</p>', ...input }),
    close: async () => {
      await client.close()
      await sandbox.stop()
      await database.close()
    },
  }
}

export const failureOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error)

export const latestOf = (page: Page) => page.versions.at(-1)!

function logInto(lines: unknown[]): Log {
  const add = (...said: unknown[]): void => void lines.push(said)
  return { error: add, warn: add, info: add, debug: add }
}
