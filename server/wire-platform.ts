import type { Config } from './config/config.ts'
import { dialectConnectors, foreignDialects } from './connectors/atlassian/index.ts'
import {
  ATTACHMENT_HOSTS,
  attachmentDownloader,
  CLICKUP_API_URL,
  clickupAccess,
  clickupAuthorization,
  clickupOpener,
  clickupService,
  clickupV3Connector,
} from './connectors/clickup/index.ts'
import { createClockifyConnector } from './connectors/clockify/index.ts'
import { confluenceAccess, confluenceOpener, confluenceService } from './connectors/confluence/index.ts'
import { huntflowAccess, huntflowOpener, huntflowService } from './connectors/huntflow/index.ts'
import { jiraAccess, jiraOpener, jiraService } from './connectors/jira/index.ts'
import { slackAccess, slackHookAccess, slackOpener, slackService } from './connectors/slack/index.ts'
import { createAuthenticate } from './platform/access/index.ts'
import {
  createWebhookTokens,
  findInstallation,
  readAddonSettings,
  recogniseWebhook,
  type AddonSettings,
} from './platform/addon/index.ts'
import { createBootstrap } from './platform/bootstrap/index.ts'
import {
  createConnections,
  createServiceConnector,
  type AuthorizedService,
  type Connector,
  type Service,
} from './platform/connections/index.ts'
import { EventHub } from './platform/events/index.ts'
import { createGuard } from './platform/http/index.ts'
import { createMail } from './platform/mail/index.ts'
import { observeBootstrap, observeCall, type Metrics } from './platform/metrics/index.ts'
import { createCompiler, loadCatalogue } from './platform/openapi/index.ts'
import {
  createEgressPolicy,
  createHttpClient,
  readJson,
  requireSuccess,
  systemSleep,
  type HttpClient,
  type HttpResponse,
} from './platform/outbound/index.ts'
import { createRecords } from './platform/records/index.ts'
import { createStudio } from './platform/studio/index.ts'
import { pinnedKeySource, remoteKeySource, type TokenDeps } from './platform/tokens/index.ts'
import { createWebhooks } from './platform/webhooks/index.ts'
import { systemClock } from './shared/clock.ts'
import type { Log } from './shared/log.ts'
import type { WorkspaceScope } from './shared/scope.ts'
import { askForWebhook, clickupDoor, removeWebhooks } from './features/clickup-tasks/index.ts'
import { wireFeatures } from './wire-features.ts'
import { wireLimiters } from './wire-limiters.ts'
import type { Storage } from './wire-storage.ts'

export interface PlatformOptions {
  readonly config: Config
  readonly log: Log
  readonly metrics: Metrics
  /** The public address; known for sure only while the server listens. */
  readonly baseUrl: () => string
}

const clock = systemClock
const CLOCKIFY_HOSTS = [{ suffix: 'clockify.me' }]
const SERVICES = [clickupService, slackService, huntflowService, jiraService, confluenceService]

/** Everything that one process needs, built once; app.ts starts and stops it. */
export function wirePlatform(storage: Storage, options: PlatformOptions) {
  const { database, vault } = storage
  const { config, log, metrics, baseUrl } = options
  const { db } = database
  const hostRules = [...CLOCKIFY_HOSTS, ...ATTACHMENT_HOSTS, ...SERVICES.flatMap(({ hosts }) => hosts)]
  const policy = createEgressPolicy({ allowedOrigins: operatorOrigins(config), hostRules })
  const client = createHttpClient({
    policy,
    log,
    clock,
    observe: (call) => observeCall(metrics, call),
  })
  const tokens = wireTokens(options, client)
  const guard = createGuard(createAuthenticate({ db, clock, tokens, baseUrl }))
  const hub = new EventHub({ database, log })
  const limiters = wireLimiters({ database, clock, log, metrics, config })
  const sending = { db, vault, client, clock, log, sleep: systemSleep }
  const settings = defaultSettings(config)
  const clockify = createClockifyConnector({ ...sending, limiter: limiters.clockify, settings })
  const clickup = createServiceConnector({ ...sending, limiter: limiters.clickup }, clickupAccess)
  const huntflow = createServiceConnector({ ...sending, limiter: limiters.huntflow }, huntflowAccess)
  const slack = createServiceConnector({ ...sending, limiter: limiters.slack }, slackAccess)
  const jira = createServiceConnector({ ...sending, limiter: limiters.jira }, jiraAccess)
  const confluence = createServiceConnector({ ...sending, limiter: limiters.confluence }, confluenceAccess)
  const slackHooks = createServiceConnector({ ...sending, limiter: limiters.slack }, slackHookAccess)
  const filePolicy = createEgressPolicy({
    allowedOrigins: config.egressAllow,
    hostRules: ATTACHMENT_HOSTS,
  })
  return {
    database,
    db,
    vault,
    clock,
    log,
    metrics,
    config,
    policy,
    client,
    tokens,
    guard,
    hub,
    limiters,
    settings,
    clockify,
    clickup,
    huntflow,
    slack,
    jira,
    confluence,
    openClickup: clickupOpener(clickup),
    openHuntflow: huntflowOpener(huntflow),
    openJira: jiraOpener(jira),
    openConfluence: confluenceOpener(confluence),
    openSlack: slackOpener({ ...sending, connector: slack, hooks: slackHooks }),
    downloadAttachment: attachmentDownloader({ client, clock, policy: filePolicy }),
    baseUrl,
  }
}

export type Platform = ReturnType<typeof wirePlatform>

/** The modules that contribute routes, jobs, schedules and subscriptions; listed by hand. */
export function wireModules(platform: Platform) {
  const { database, db, clock, log, guard, hub, metrics, clockify, baseUrl, settings } = platform
  const catalogue = loadCatalogue()
  const compiler = createCompiler()
  const shared = { db, clock, log, guard, catalogue }
  const publish: EventHub['publish'] = (scope, kind, data) => hub.publish(scope, kind, data)
  const webhookTokens = createWebhookTokens({ db, clock })

  const studio = createStudio({
    ...shared,
    publish,
    database,
    compiler,
    connectors: studioConnectors(platform),
    hiddenFrom: (scope) => foreignDialects(platform, scope, [jiraService, confluenceService]),
  })
  const settingsOf = (scope: WorkspaceScope): Promise<AddonSettings> =>
    readAddonSettings({ db, defaults: settings }, scope)
  const requestsPerHour = async (scope: WorkspaceScope): Promise<number | undefined> =>
    (await settingsOf(scope)).requestsPerHour || undefined
  const reading = { ...shared, compiler, connector: clockify }
  const records = createRecords({
    ...reading,
    keepRecordsFresh: async (scope) => (await settingsOf(scope)).keepRecordsFresh,
  })
  const bootstrap = createBootstrap({
    ...reading,
    urgentDb: database.urgentDb,
    requestsPerHour,
    publish: (scope, kind, data) => {
      observeBootstrap(metrics, data)
      publish(scope, kind, data)
    },
  })
  const { connections, mail } = wireOutgoing(platform)
  const features = wireFeatures({ ...platform, publish, catalogue, compiler })
  const webhooks = createWebhooks({
    ...shared,
    publish,
    baseUrl,
    observe: (outcome) => metrics.webhookOutcomes.inc({ outcome }),
    doors: [clickupDoor(platform)],
    tokens: { recognise: (delivery) => recogniseWebhook(webhookTokens, delivery) },
    isActive: async (tx, scope) => (await findInstallation(tx, scope))?.status !== 'INACTIVE',
    subscriptions: () => [records, ...features].flatMap((module) => module.subscriptions ?? []),
    options: { transactionsInFlight: database.kind === 'embedded' ? 1 : 2 },
  })
  return {
    catalogue,
    webhookTokens,
    services: [...new Set([...catalogue.connectors(), ...SERVICES.map(({ connector }) => connector)])],
    studio,
    records,
    bootstrap,
    webhooks,
    checkConnections: connections.checkConnections,
    all: [webhooks, bootstrap, records, studio, connections, mail, ...features],
  }
}

export type Modules = ReturnType<typeof wireModules>

/** One for each document of the catalogue. */
function studioConnectors(platform: Platform): readonly Connector[] {
  const { clockify, clickup, huntflow, jira, confluence } = platform
  return [
    clockify,
    clickup,
    clickupV3Connector(clickup),
    huntflow,
    ...dialectConnectors(jira, jiraService),
    ...dialectConnectors(confluence, confluenceService),
  ]
}

/** What leaves for other places than Clockify. */
function wireOutgoing(platform: Platform) {
  const { config, metrics } = platform
  const connections = createConnections({
    ...platform,
    services: SERVICES,
    connectors: [platform.clickup, platform.huntflow, platform.slack, platform.jira, platform.confluence],
    authorized: [authorizedClickup(config)],
    policyOf: ({ hosts }: Service) =>
      createEgressPolicy({ allowedOrigins: config.egressAllow, hostRules: hosts }),
    onChange: async (tx, scope, connector) => {
      if (connector === 'clickup') await askForWebhook(tx, scope)
    },
    beforeRemoval: async (scope, connector) => {
      if (connector === 'clickup') await removeWebhooks(platform, scope)
    },
  })
  const mail = createMail({
    ...platform,
    ...config.mail,
    baseUrl: config.http.baseUrl,
    observe: (outcome) => metrics.mailOutcomes.inc({ outcome }),
  })
  return { connections, mail }
}

function authorizedClickup({ clickup }: Config): AuthorizedService {
  const settings = 'CLICKUP_CLIENT_ID and CLICKUP_CLIENT_SECRET'
  const authorization =
    clickup && clickupAuthorization({ ...clickup, apiUrl: clickup.apiUrl ?? CLICKUP_API_URL })
  return { service: clickupService, authorization, settings }
}

/** EGRESS_ALLOW, and the key set's own origin: the operator named that one too. */
function operatorOrigins(config: Config): readonly string[] {
  const { jwksUrl } = config.clockify
  return jwksUrl === undefined ? config.egressAllow : [...config.egressAllow, new URL(jwksUrl).origin]
}

/** What holds in a workspace that has set nothing itself. */
function defaultSettings(config: Config): AddonSettings {
  return {
    autoBootstrap: config.autoBootstrap,
    requestsPerHour: config.rateLimit.perHour ?? 0,
    keepRecordsFresh: true,
  }
}

function wireTokens({ config, log }: PlatformOptions, client: HttpClient): TokenDeps {
  const { addonKey, jwksUrl, publicKeyPem } = config.clockify
  const fetchJson = async (url: string): Promise<unknown> =>
    readJson('documents', await fetchDocument(client, url))
  const keys =
    jwksUrl === undefined
      ? pinnedKeySource(publicKeyPem)
      : remoteKeySource({ fetchJson, clock, log }, jwksUrl)
  return { keys, clock, addonKey }
}

export async function fetchText(client: HttpClient, url: string): Promise<string> {
  return (await fetchDocument(client, url)).body.toString('utf8')
}

/** Key sets and documents to import: only from allowed hosts, like everything that leaves. */
async function fetchDocument(client: HttpClient, url: string): Promise<HttpResponse> {
  const response = await client.send({
    service: 'documents',
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
  })
  return requireSuccess({ clock }, 'documents', response)
}
