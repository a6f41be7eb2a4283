import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config/config.ts'
import type { OpenConfluence } from './connectors/confluence/index.ts'
import type { OpenJira } from './connectors/jira/index.ts'
import { pruneJobs, pruneJobsHandler, Scheduler, Worker, type JobHandler } from './platform/jobs/index.ts'
import { countFromZero, createMetrics, type Metrics } from './platform/metrics/index.ts'
import { systemClock, type Clock } from './shared/clock.ts'
import { codeOf, messageOf, StartError, type FatalError } from './shared/errors.ts'
import type { Startable } from './shared/startable.ts'
import { isDiskFull } from './storage/database-away.ts'
import type { Db } from './storage/db.ts'
import { wireHttp } from './wire-http.ts'
import { fetchText, wireModules, wirePlatform, type Modules, type Platform } from './wire-platform.ts'
import { openStorage, type Storage } from './wire-storage.ts'

export interface AppOptions {
  readonly config: Config
  readonly log: Logger
  readonly pid: number
  /** Told when the embedded database has died; what is left is to stop and to say so. */
  readonly onFatal?: (error: FatalError) => void
}

export interface App {
  readonly http: FastifyInstance
  /** Resolves to the address once everything runs. */
  start(): Promise<string>
  /** Takes no more requests, lets jobs end or gives them back, closes the database. */
  stop(): Promise<void>
}

const READY_WITHIN_MS = 2_000
const PRUNE_JOBS = {
  name: 'jobs.prune',
  cron: '5 3 * * *',
  definition: pruneJobs,
  payload: {},
  each: 'platform',
} as const

/** The composition root: everything is built here, and nothing runs before start(). */
export async function createApp(options: AppOptions, opening = openStorage(options)): Promise<App> {
  const storage = await opening
  try {
    return await assembleApp(storage, options)
  } catch (error) {
    await storage.database.close()
    throw error
  }
}

/** The same on a database that is open already; stop() closes it. */
export async function assembleApp(
  storage: Storage,
  options: Pick<AppOptions, 'config' | 'log'>,
): Promise<App> {
  const { config, log } = options
  const metrics = createMetrics()
  const closing = new AbortController()
  let address = `http://${config.http.host}:${config.http.port}`
  let isRunning = false
  const baseUrl = (): string => config.http.baseUrl ?? address
  const platform = wirePlatform(storage, { config, log, metrics, baseUrl })
  const modules = wireModules(platform)
  const handlers = allHandlers(platform, modules)
  countFromZero(metrics, {
    jobs: handlers.map(({ definition }) => definition.name),
    services: modules.services,
  })
  const parts = runningParts({ platform, modules, metrics, handlers })
  const reasonsNotReady = () => findReasons(platform, () => isRunning)
  const http = await wireHttp({
    platform,
    modules,
    handlers,
    metrics,
    log,
    reasonsNotReady,
    closing: closing.signal,
  })

  async function stop(): Promise<void> {
    isRunning = false
    closing.abort()
    await http.close()
    for (const part of parts.toReversed()) await part.stop()
    await platform.client.close()
    await storage.database.close()
  }

  async function start(): Promise<string> {
    try {
      for (const part of parts) await part.start()
      address = await listen(http, config)
    } catch (error) {
      await stop()
      throw error
    }
    isRunning = true
    return baseUrl()
  }

  return { http, start, stop }
}

interface RunningWiring {
  readonly platform: Platform
  readonly modules: Modules
  readonly metrics: Metrics
  readonly handlers: readonly JobHandler[]
}

function allHandlers({ db, clock }: Platform, modules: Modules): readonly JobHandler[] {
  return [pruneJobsHandler({ db, clock }), ...modules.all.flatMap((module) => module.jobs ?? [])]
}

/** In the order of starting; stopped the other way round, so that workers end before what they use. */
function runningParts(wiring: RunningWiring): readonly Startable[] {
  const { platform, modules, metrics } = wiring
  const { database, db, clock, log, hub, limiters } = platform
  const worker = new Worker({
    database,
    clock,
    log,
    handlers: wiring.handlers,
    pressure: () => modules.webhooks.pressure(),
    observe: (job, { outcome, durationMs }) => {
      metrics.jobOutcomes.inc({ job: job.name, outcome })
      metrics.jobSeconds.observe({ job: job.name }, durationMs / 1000)
      if (job.workspaceId !== null)
        hub.publish({ workspaceId: job.workspaceId }, 'job', { id: job.id, name: job.name, outcome })
    },
  })
  const schedules = [PRUNE_JOBS, ...modules.all.flatMap((module) => module.schedules ?? [])]
  return [
    hub,
    ...Object.values(limiters),
    modules.studio.loader,
    worker,
    new Scheduler({ db, clock, log, schedules }),
  ]
}

async function listen(http: FastifyInstance, config: Config): Promise<string> {
  const { host, port } = config.http
  try {
    return await http.listen({ host, port })
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE')
      throw new StartError(`Port ${port} on ${host} is in use by another program. Stop it, or set PORT.`, {
        cause: error,
      })
    throw new StartError(
      `The server cannot listen on ${host}, port ${port} (${messageOf(error)}). Set HOST and PORT.`,
      {
        cause: error,
      },
    )
  }
}

async function findReasons(platform: Platform, isRunning: () => boolean): Promise<readonly string[]> {
  if (!isRunning()) return ['The server is starting or stopping']
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('no answer in time')), READY_WITHIN_MS).unref()
  })
  try {
    await Promise.race([platform.database.check(), late])
    return []
  } catch (error) {
    platform.log.warn({ reason: messageOf(error) }, 'not ready: database')
    return [isDiskFull(error) ? 'The disk of the database is full' : 'The database does not answer']
  }
}

export interface CommandContext {
  readonly db: Db
  readonly clock: Clock
  readonly connectors: readonly string[]
  readonly openJira: OpenJira
  readonly openConfluence: OpenConfluence
  fetchText(url: string): Promise<string>
  close(): Promise<void>
}

/** The same ground for one-off commands: an open database, no server, no workers. */
export async function createCommandContext(options: AppOptions): Promise<CommandContext> {
  const storage = await openStorage(options)
  const baseUrl = (): string => options.config.http.baseUrl ?? ''
  const platform = wirePlatform(storage, { ...options, metrics: createMetrics(), baseUrl })
  const { catalogue } = wireModules(platform)
  return {
    db: platform.db,
    clock: systemClock,
    connectors: catalogue.connectors(),
    openJira: platform.openJira,
    openConfluence: platform.openConfluence,
    fetchText: (url) => fetchText(platform.client, url),
    close: async () => {
      await platform.client.close()
      await storage.database.close()
    },
  }
}
