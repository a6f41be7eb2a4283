import {
  type ClockifySandbox,
  type ClockifySandboxOptions,
  generateSandboxKeys,
  type SandboxKeys,
  startClockifySandbox,
} from '../../../server/sandbox/clockify/index.ts'
import { type FakeAddOn, startFakeAddOn } from './fake-add-on.ts'

export const SMALL = { users: 6, clients: 4, projects: 6, tasks: 20, tags: 8, timeEntries: 120 }

let shared: Promise<SandboxKeys> | undefined
/** One key for all sandboxes of a test file: making one takes a while. */
export const sharedKeys = (): Promise<SandboxKeys> => (shared ??= generateSandboxKeys())

export interface Pair {
  readonly sandbox: ClockifySandbox
  readonly addOn: FakeAddOn
  stop(): Promise<void>
}

/** A small sandbox with a fake add-on installed; deliveries are quick and exact unless the test says otherwise. */
export async function installedSandbox(options: ClockifySandboxOptions = {}): Promise<Pair> {
  const addOn = await startFakeAddOn()
  const sandbox = await startClockifySandbox({
    keys: await sharedKeys(),
    size: SMALL,
    webhooks: { retryDelayMs: 5, maxAttempts: 3, timeoutMs: 200 },
    ...options,
    quirks: { duplicateRate: 0, ...options.quirks },
  })
  await sandbox.install({ baseUrl: addOn.baseUrl })
  const stop = async (): Promise<void> => {
    await sandbox.stop()
    await addOn.stop()
  }
  return { sandbox, addOn, stop }
}

/** Lists are read by index: an array is an object, too. */
export type Json = Record<string, unknown>

export interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Json
}

export interface Asked {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** Path behind the workspace, or a whole path that begins with /api or /report; by default with the installation token. */
export async function ask(sandbox: ClockifySandbox, path: string, asked: Asked = {}): Promise<Answered> {
  const url = /^\/(api|report)\//.test(path)
    ? sandbox.origin + path
    : `${sandbox.apiUrl}/v1/workspaces/${sandbox.workspaceId}${path}`
  const answer = await fetch(url, {
    method: asked.method ?? 'GET',
    headers: {
      ...(asked.headers ?? { 'x-addon-token': sandbox.installationToken() }),
      ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
  })
  const text = await answer.text()
  const isData = answer.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: isData ? (JSON.parse(text) as Json) : {},
  }
}
