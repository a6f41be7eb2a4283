import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import {
  createWebhookTokens,
  defineAddonSettings,
  findInstallation,
  lifecycleRoutes,
  type Installation,
  type WebhookTokens,
} from '../../../server/platform/addon/index.ts'
import { createHttp } from '../../../server/platform/http/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'
import { createVault, type Vault } from '../../../server/platform/secrets/index.ts'
import { eventPath } from '../../../server/platform/webhooks/index.ts'
import { newId } from '../../../server/shared/ids.ts'
import { systemScope, type WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../../server/storage/db.ts'
import {
  aPlatform,
  installationClaims,
  lifecycleClaims,
  testClock,
  tokenDeps,
  webhookClaims,
  type Identity,
  type TestPlatform,
} from '../../support/a-token.ts'

export const EVENTS = ['NEW_TIME_ENTRY', 'TIME_ENTRY_UPDATED', 'NEW_PROJECT'] as const
export const BASE_URL = 'https://addon.example/base'
export const DEFAULTS = { autoBootstrap: true, requestsPerHour: 0, keepRecordsFresh: true }

export interface TestAddon {
  readonly app: FastifyInstance
  readonly platform: TestPlatform
  readonly clock: ReturnType<typeof testClock>
  readonly vault: Vault
  readonly webhookTokens: WebhookTokens
  /** Workspaces for which the walk was asked for. */
  readonly walks: string[]
  post(path: string, token: string, body: unknown): Promise<{ status: number; body: unknown }>
  /** The call as the platform makes it, with a fresh lifecycle token of that installation. */
  call(path: string, identity: Identity, body: unknown): ReturnType<TestAddon['post']>
  install(identity: Identity, change?: Readonly<Record<string, unknown>>): ReturnType<TestAddon['post']>
  /** The body of INSTALLED and the tokens in it. */
  installedBody(identity: Identity): Promise<InstalledBody>
}

export interface InstalledBody extends Identity {
  readonly authToken: string
  readonly webhooks: readonly { readonly path: string; readonly authToken: string }[]
}

export interface TestAddonOptions {
  readonly autoBootstrap?: boolean
  readonly uninstallHooks?: readonly ((tx: Tx, scope: WorkspaceScope) => Promise<void>)[]
}

export function anIdentity(workspaceId = newId()): Identity {
  return { workspaceId, addonId: `addon-${newId()}` }
}

export const scopeOf = (identity: Identity) => systemScope(identity.workspaceId, 'test')

export async function installationOf(db: Db, identity: Identity): Promise<Installation | undefined> {
  return inWorkspace(db, identity, (tx) => findInstallation(tx, identity))
}

export async function anAddon(db: Db, options: TestAddonOptions = {}): Promise<TestAddon> {
  const platform = await aPlatform()
  const clock = testClock()
  const key = randomBytes(32)
  const vault = createVault({ newest: key, all: [key] })
  const webhookTokens = createWebhookTokens({ db, clock })
  const walks: string[] = []
  const log = createLog('silent')
  const defaults = { ...DEFAULTS, autoBootstrap: options.autoBootstrap ?? true }
  const policy = createEgressPolicy({ allowedOrigins: [], hostRules: [{ suffix: 'clockify.me' }] })
  const app = await createHttp({ log, https: true, observe: () => {} })
  await app.register(lifecycleRoutes, {
    deps: {
      db,
      clock,
      log,
      vault,
      webhookTokens,
      defaults,
      tokens: tokenDeps(platform, clock),
      checkApiUrl: (url) => policy.check(url),
      baseUrl: () => BASE_URL,
      webhookEvents: EVENTS,
      settings: defineAddonSettings(defaults),
      uninstallHooks: options.uninstallHooks ?? [],
      onInstalled: async (_tx, scope) => {
        walks.push(scope.workspaceId)
      },
    },
  })
  await app.ready()

  const post: TestAddon['post'] = async (path, token, body) => {
    const answer = await app.inject({
      method: 'POST',
      url: path,
      headers: { 'x-addon-lifecycle-token': token, 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  const call: TestAddon['call'] = async (path, identity, body) =>
    post(path, await platform.sign(lifecycleClaims(identity, clock.now())), body)
  const installedBody: TestAddon['installedBody'] = async (identity) => ({
    ...identity,
    authToken: await platform.sign(installationClaims(identity)),
    webhooks: await Promise.all(
      EVENTS.map(async (event) => ({
        path: eventPath(event),
        authToken: await platform.sign(webhookClaims(identity, `${identity.addonId}-${event}`)),
      })),
    ),
  })
  const install: TestAddon['install'] = async (identity, change = {}) =>
    call('/lifecycle/installed', identity, { ...(await installedBody(identity)), ...change })

  return { app, platform, clock, vault, webhookTokens, walks, post, call, install, installedBody }
}
