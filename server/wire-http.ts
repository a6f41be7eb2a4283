import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiKeyRoutes, operatorRoutes, sessionRoutes } from './platform/access/index.ts'
import {
  buildManifest,
  defineAddonSettings,
  lifecycleRoutes,
  manifestRoutes,
  readManifestFiles,
  READ_SCOPES,
  WRITE_SCOPES,
  type Manifest,
  type ManifestFiles,
} from './platform/addon/index.ts'
import { eventsRoutes } from './platform/events/index.ts'
import { sumLoads } from './platform/ratelimit/index.ts'
import { createHttp, healthRoutes, registerApiDocs, uiRoutes } from './platform/http/index.ts'
import { sumLiveWalks } from './platform/bootstrap/index.ts'
import { countJobs, jobsRoutes, type JobHandler } from './platform/jobs/index.ts'
import {
  createRefresh,
  metricsRoutes,
  observeRequest,
  watchRequest,
  type Metrics,
} from './platform/metrics/index.ts'
import { countWaitingMails } from './platform/mail/index.ts'
import { projectRoot } from './shared/project-root.ts'
import { asSystem } from './storage/db.ts'
import type { Modules, Platform } from './wire-platform.ts'

export interface HttpWiring {
  readonly platform: Platform
  readonly modules: Modules
  readonly handlers: readonly JobHandler[]
  readonly metrics: Metrics
  readonly log: Logger
  /** What keeps the process from serving; empty = ready. */
  readonly reasonsNotReady: () => Promise<readonly string[]>
  /** Aborted when the process stops. */
  readonly closing: AbortSignal
}

/** Every route of the server on one Fastify, not listening yet. */
export async function wireHttp(wiring: HttpWiring): Promise<FastifyInstance> {
  const { platform, modules, metrics, log, closing } = wiring
  const { db, guard, hub, config } = platform
  const http = await createHttp({
    log,
    https: config.http.baseUrl?.startsWith('https:') ?? false,
    watch: (route) => watchRequest(metrics, route),
    observe: (answer) => observeRequest(metrics, answer),
  })
  metrics.buildInfo.set({ version: packageVersion(), database: platform.database.kind }, 1)
  await registerApiDocs(http, packageVersion())
  await http.register(healthRoutes, {
    deps: { guard, reasonsNotReady: wiring.reasonsNotReady, checkConnections: modules.checkConnections },
  })
  await http.register(metricsRoutes, { deps: { metrics, refresh: refreshOf(wiring) } })
  await http.register(uiRoutes, { root: join(projectRoot, 'dist/ui') })
  await registerAddon(http, wiring)
  await http.register(sessionRoutes, { deps: platform })
  await http.register(apiKeyRoutes, { deps: platform })
  await http.register(operatorRoutes, { deps: { ...platform, adminKey: config.adminKey } })
  await http.register(eventsRoutes, { deps: { hub, guard, closing } })
  await http.register(jobsRoutes, { deps: { db, guard } })
  for (const module of modules.all) if (module.routes) await http.register(module.routes)
  return http
}

async function registerAddon(http: FastifyInstance, { platform, modules }: HttpWiring): Promise<void> {
  const { config, settings, policy } = platform
  const files = await readManifestFiles(join(projectRoot, 'manifest'))
  const manifest = (): Manifest => manifestOf(platform, modules, files)
  // A manifest that Clockify would refuse stops the start.
  manifest()
  await http.register(manifestRoutes, { deps: { manifest, icon: files.icon } })
  await http.register(lifecycleRoutes, {
    deps: {
      ...platform,
      webhookTokens: modules.webhookTokens,
      webhookEvents: config.clockify.webhookEvents,
      defaults: settings,
      settings: defineAddonSettings(settings),
      checkApiUrl: (url) => policy.check(url),
      onInstalled: (tx, scope) => modules.bootstrap.startIn(tx, scope),
      uninstallHooks: modules.all.flatMap((module) => module.uninstall ?? []),
    },
  })
}

function manifestOf(
  { config, settings, baseUrl }: Platform,
  modules: Modules,
  files: ManifestFiles,
): Manifest {
  return buildManifest({
    key: config.clockify.addonKey,
    baseUrl: baseUrl(),
    webhookEvents: config.clockify.webhookEvents,
    base: files.base,
    settings: defineAddonSettings(settings),
    // The bootstrap reads every family; the API Studio also writes, on behalf of people.
    parts: [
      { scopes: [...READ_SCOPES, ...WRITE_SCOPES] },
      ...modules.all.flatMap((module) => module.manifest ?? []),
    ],
  })
}

function refreshOf({ platform, metrics, handlers }: HttpWiring): () => Promise<void> {
  const { database, db, log, limiters } = platform
  return createRefresh({
    metrics,
    log,
    database,
    limiterLoad: () => sumLoads(Object.values(limiters)),
    jobNames: handlers.map(({ definition }) => definition.name),
    readStored: () =>
      asSystem(db, async (tx) => ({
        jobs: await countJobs(tx),
        walks: await sumLiveWalks(tx),
        mailsWaiting: await countWaitingMails(tx),
      })),
  })
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}
