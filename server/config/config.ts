import type { KeyRingBytes } from './encryption-key.ts'
import { messageOf, StartError } from '../shared/errors.ts'
import type { Env, EnvName } from './env.schema.ts'
import { readEncryptionKeys } from './encryption-key.ts'
import { readPlatformKey } from './platform-key.ts'
import { readOrigins, readWebhookEvents } from './lists.ts'
import { readClickup, type ClickupRegistration } from './clickup.ts'
import { readSender, readSmtpUrl } from './mail.ts'

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

export interface Config {
  readonly http: { readonly port: number; readonly host: string; readonly baseUrl: string | undefined }
  readonly database: { readonly url: string | undefined; readonly dataDir: string }
  /** Undefined = make one in the data directory; only without DATABASE_URL. */
  readonly encryptionKeys: KeyRingBytes | undefined
  readonly adminKey: string | undefined
  readonly clockify: {
    readonly addonKey: string
    readonly publicKeyPem: string
    readonly jwksUrl: string | undefined
    readonly webhookEvents: readonly string[]
  }
  /** Undefined: this server is not registered with ClickUp. */
  readonly clickup: ClickupRegistration | undefined
  readonly egressAllow: readonly string[]
  readonly rateLimit: { readonly perSecond: number; readonly perHour: number | undefined }
  readonly autoBootstrap: boolean
  readonly mail: { readonly smtpUrl: string | undefined; readonly from: string | undefined }
  readonly logLevel: LogLevel
}

const LOG_LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

export interface Complaint {
  readonly name: EnvName
  readonly message: string
}

/** Collects every complaint, so that the operator mends them all at once. */
class Complaints {
  readonly found: Complaint[] = []

  /** Reads one variable; a failed reading is noted and `fallback` stands in until the end. */
  read<T>(name: EnvName, fallback: T, read: () => T): T {
    try {
      return read()
    } catch (error) {
      this.found.push({ name, message: messageOf(error) })
      return fallback
    }
  }
}

type RawEnv = Readonly<Record<string, string | undefined>>

/** Throws one StartError that lists every wrong value. An empty text counts as unset. */
export function readConfig(raw: RawEnv): Config {
  const { config, complaints } = inspectConfig(raw)
  if (complaints.length === 0) return config
  const lines = complaints.map(({ name, message }) => `  ${name}: ${message}`)
  throw new StartError(`The configuration is wrong:\n${lines.join('\n')}`)
}

/** The same for whoever wants to look further: in the place of a wrong value stands a default. */
export function inspectConfig(raw: RawEnv): {
  readonly config: Config
  readonly complaints: readonly Complaint[]
} {
  const env: Env = Object.fromEntries(
    Object.entries(raw).filter(([, value]) => value !== undefined && value !== ''),
  )
  const complaints = new Complaints()
  const config: Config = Object.freeze({
    http: {
      port: complaints.read('PORT', 0, () => wholeNumber(env.PORT ?? '8080', { from: 0, to: 65_535 })),
      host: complaints.read('HOST', '127.0.0.1', () => readHost(env.HOST ?? '127.0.0.1')),
      baseUrl: complaints.read('BASE_URL', undefined, () => readBaseUrl(env.BASE_URL)),
    },
    database: {
      url: complaints.read('DATABASE_URL', undefined, () => readDatabaseUrl(env.DATABASE_URL)),
      dataDir: env.DATA_DIR ?? './data',
    },
    encryptionKeys: complaints.read('ENCRYPTION_KEY', undefined, () => readEncryptionKeys(env)),
    adminKey: complaints.read('ADMIN_KEY', undefined, () => readAdminKey(env.ADMIN_KEY)),
    clockify: readClockify(env, complaints),
    clickup: complaints.read('CLICKUP_CLIENT_ID', undefined, () => readClickup(env)),
    egressAllow: complaints.read('EGRESS_ALLOW', [], () => readOrigins(env.EGRESS_ALLOW)),
    rateLimit: readRateLimit(env, complaints),
    autoBootstrap: complaints.read('AUTO_BOOTSTRAP_ON_INSTALL', true, () =>
      yesOrNo(env.AUTO_BOOTSTRAP_ON_INSTALL ?? 'true'),
    ),
    mail: {
      smtpUrl: complaints.read('SMTP_URL', undefined, () => readSmtpUrl(env.SMTP_URL)),
      from: complaints.read('MAIL_FROM', undefined, () => readSender(env.MAIL_FROM)),
    },
    logLevel: complaints.read('LOG_LEVEL', 'info', () => oneOf(LOG_LEVELS, env.LOG_LEVEL ?? 'info')),
  })
  return { config, complaints: complaints.found }
}

function readClockify(env: Env, complaints: Complaints): Config['clockify'] {
  return {
    addonKey: complaints.read('CLOCKIFY_ADDON_KEY', '', () =>
      readAddonKey(env.CLOCKIFY_ADDON_KEY ?? 'switchyard'),
    ),
    publicKeyPem: complaints.read('CLOCKIFY_PUBLIC_KEY', '', () => readPlatformKey(env.CLOCKIFY_PUBLIC_KEY)),
    jwksUrl: complaints.read('CLOCKIFY_JWKS_URL', undefined, () => readHttpUrl(env.CLOCKIFY_JWKS_URL)),
    webhookEvents: complaints.read('CLOCKIFY_WEBHOOK_EVENTS', [], () =>
      readWebhookEvents(env.CLOCKIFY_WEBHOOK_EVENTS),
    ),
  }
}

function readRateLimit(env: Env, complaints: Complaints): Config['rateLimit'] {
  return {
    perSecond: complaints.read('RATE_LIMIT_RPS', 50, () =>
      wholeNumber(env.RATE_LIMIT_RPS ?? '50', { from: 1, to: 1_000 }),
    ),
    perHour: complaints.read('RATE_LIMIT_PER_HOUR', undefined, () =>
      env.RATE_LIMIT_PER_HOUR === undefined
        ? undefined
        : wholeNumber(env.RATE_LIMIT_PER_HOUR, { from: 1, to: 10_000_000 }),
    ),
  }
}

function wholeNumber(text: string, range: { from: number; to: number }): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < range.from || value > range.to)
    throw new Error(`"${text}" is not a whole number from ${range.from} to ${range.to}`)
  return value
}

function yesOrNo(text: string): boolean {
  return oneOf(['true', 'false'], text.toLowerCase()) === 'true'
}

function oneOf<T extends string>(allowed: readonly T[], text: string): T {
  const found = allowed.find((value) => value === text)
  if (!found) throw new Error(`"${text}" is none of ${allowed.join(', ')}`)
  return found
}

function readHost(text: string): string {
  if (!URL.canParse(`http://${text.includes(':') ? `[${text}]` : text}`) || /[/?#@]/.test(text))
    throw new Error(`"${text}" is no host name or address`)
  return text
}

function readHttpUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    throw new Error(`"${text}" is no http or https address`)
  return url.href
}

function readBaseUrl(text: string | undefined): string | undefined {
  return readHttpUrl(text)?.replace(/\/+$/, '')
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  // The text holds a password, so it is not repeated.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new Error('it must look like postgres://user:password@host:5432/database')
  return text
}

function readAdminKey(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < 16) throw new Error('it must have at least 16 characters')
  return text
}

function readAddonKey(text: string): string {
  if (text.length < 2 || text.length > 50) throw new Error('it must have 2 to 50 characters')
  return text
}
