import { randomBytes } from 'node:crypto'
import { assembleApp, type App } from '../../server/app.ts'
import { readConfig, type Config } from '../../server/config/config.ts'
import { createLog } from '../../server/shared/create-log.ts'
import { checkKeys, createVault, type Vault } from '../../server/platform/secrets/index.ts'
import {
  startClockifySandbox,
  type ClockifySandbox,
  type ClockifySandboxOptions,
} from '../../server/sandbox/clockify/index.ts'
import { sandboxKeys } from './sandbox-keys.ts'
import { openTestDatabase, type TestDatabase } from './test-db.ts'

export interface TestApp {
  readonly app: App
  readonly database: TestDatabase
  readonly sandbox: ClockifySandbox
  readonly baseUrl: string
  /** To wire more parts on the same ground. */
  readonly config: Config
  readonly vault: Vault
  /** Answers as JSON, with the status beside it. */
  call<T = unknown>(method: string, path: string, options?: CallOptions): Promise<Answer<T>>
  close(): Promise<void>
}

export interface Answer<T> {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

export interface CallOptions {
  /** Undefined = an admin's user token; '' = no credential. */
  readonly token?: string
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface TestAppOptions {
  readonly env?: Record<string, string>
  readonly sandbox?: ClockifySandboxOptions
  readonly database?: TestDatabase
  /** Origins that may be called beside the sandbox's. */
  readonly allow?: readonly string[]
}

/** The whole server, listening, on a test database, beside a sandbox that it may call. Nothing is installed yet. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const keys = await sandboxKeys()
  const sandbox = await startClockifySandbox({ keys, webhooks: { retryDelayMs: 50 }, ...options.sandbox })
  const database = options.database ?? (await openTestDatabase())
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  const config = readConfig({
    PORT: '0',
    EGRESS_ALLOW: [sandbox.origin, ...(options.allow ?? [])].join(),
    CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
    ADMIN_KEY: 'operator-key-of-the-tests',
    LOG_LEVEL: 'silent',
    ...options.env,
  })
  const vault = createVault(ring)
  const app = await assembleApp({ database, vault }, { config, log: createLog(config.logLevel) })
  const baseUrl = await app.start()

  return {
    app,
    database,
    sandbox,
    baseUrl,
    config,
    vault,
    call: async <T>(
      method: string,
      path: string,
      { token, body, headers = {} }: CallOptions = {},
    ): Promise<Answer<T>> => {
      const bearer = token ?? sandbox.userToken({ role: 'OWNER' })
      const answer = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(bearer === '' ? {} : { authorization: `Bearer ${bearer}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        body: (text === '' ? undefined : JSON.parse(text)) as T,
      }
    },
    close: async () => {
      await sandbox.stop()
      await app.stop()
    },
  }
}
