import { inspectConfig, type Config } from './config/config.ts'
import { parseEncryptionKeys } from './config/encryption-key.ts'
import { Env } from './config/env.schema.ts'
import { diagnose, reportOf, type DoctorInput, type Report } from './platform/doctor/index.ts'
import { createLog } from './shared/create-log.ts'
import { createEgressPolicy, createHttpClient } from './platform/outbound/index.ts'
import { systemClock, type Clock } from './shared/clock.ts'
import { CONNECTIONS_PER_PROCESS } from './wire-storage.ts'

export interface DoctorOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly envFile: DoctorInput['envFile']
  readonly nodeVersion: string
  readonly pid: number
  readonly clock?: Clock
}

/** Works also where the server would refuse to start. */
export async function runDoctor(options: DoctorOptions): Promise<Report> {
  const { config, complaints } = inspectConfig(options.env)
  const settings = settingsOf(config)
  const clock = options.clock ?? systemClock
  const origins = [settings.publicUrl, settings.localUrl, settings.jwksUrl].flatMap((url) =>
    url === undefined ? [] : [new URL(url).origin],
  )
  const policy = createEgressPolicy({ allowedOrigins: origins, hostRules: [] })
  const client = createHttpClient({ policy, clock, log: createLog('silent') })
  try {
    return reportOf(
      await diagnose({
        ...options,
        complaints,
        clock,
        client,
        settings,
        keys: config.encryptionKeys,
        parseKeys: parseEncryptionKeys,
        knownVariables: Object.keys(Env.properties),
      }),
    )
  } finally {
    await client.close()
  }
}

function settingsOf(config: Config): DoctorInput['settings'] {
  const { http, clockify, database } = config
  const localHost = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[http.host] ?? bracketed(http.host)
  const localUrl = `http://${localHost}:${http.port}`
  return {
    baseUrl: http.baseUrl,
    host: http.host,
    publicUrl: http.baseUrl ?? localUrl,
    localUrl,
    adminKey: config.adminKey,
    egressAllow: config.egressAllow,
    requestsPerSecond: config.rateLimit.perSecond,
    logLevel: config.logLevel,
    smtpUrl: config.mail.smtpUrl,
    mailFrom: config.mail.from,
    addonKey: clockify.addonKey,
    publicKeyPem: clockify.publicKeyPem,
    jwksUrl: clockify.jwksUrl,
    databaseUrl: database.url,
    dataDir: database.dataDir,
    connectionsPerProcess: CONNECTIONS_PER_PROCESS,
  }
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
