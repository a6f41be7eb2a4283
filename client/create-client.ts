import { SwitchyardProblem } from './problem.ts'
import { send, type Retry, type Sender } from './send.ts'
import { settle, type WaitOptions } from './settle.ts'
import type { LedgerDetail, LedgerPage, LedgerQuery, PushedTask, UpsertResult } from './types.ts'
import { upsertMany, type UpsertManyOptions } from './upsert-many.ts'

export interface ClientOptions {
  /** Where Switchyard is, such as `https://switchyard.example.com`. */
  readonly baseUrl: string
  /** An API key of the workspace; pushing needs a member's, reading a reader's. */
  readonly apiKey: string
  /** Left out: Node's own. */
  readonly fetch?: typeof fetch
  /** Ends whatever the client does; it then throws the signal's reason. */
  readonly signal?: AbortSignal
  /** Told before a request is sent again. */
  readonly onRetry?: (retry: Retry) => void
}

/** Every call throws `SwitchyardProblem` when it is refused and `SwitchyardUnreachable` when nobody answers. */
export interface SwitchyardClient {
  /**
   * Makes or changes one task, and waits until it is known what became of it. Safe to call again, also after it threw.
   * Throws `SwitchyardProblem` with the code `UPSTREAM_FAILED` when ClickUp refuses it.
   */
  upsertTask(task: PushedTask, options?: WaitOptions): Promise<UpsertResult>
  /**
   * Makes or changes many, in requests of at most 500, and waits like `upsertTask`. What ClickUp refuses has the outcome `failed` and stops none of
   * the others. Results come in the order of the tasks. Throws a TypeError for an internal id that is there twice.
   */
  upsertTasks(tasks: readonly PushedTask[], options?: UpsertManyOptions): Promise<UpsertResult[]>
  /** A page of the ledger, those that were pushed first last. */
  listUpserts(query?: LedgerQuery): Promise<LedgerPage>
  /** An entry of the ledger with its history. */
  getUpsert(id: string): Promise<LedgerDetail>
}

/**
 * A client for pushing tasks.
 *
 *     const client = createClient({ baseUrl: 'https://switchyard.example.com', apiKey })
 *     const { outcome, url } = await client.upsertTask({ internalId: 'CVE-2026-1', title: 'Update openssl', priority: 1 })
 */
export function createClient(options: ClientOptions): SwitchyardClient {
  const sender = senderOf(options)
  const both = (own: AbortSignal | undefined): AbortSignal | undefined =>
    own === undefined || options.signal === undefined
      ? (own ?? options.signal)
      : AbortSignal.any([own, options.signal])
  return {
    upsertTask: (task, { waitMs, signal } = {}) =>
      upsertOne(sender, task, withSignal(both(signal), waitMs === undefined ? {} : { waitMs })),
    upsertTasks: (tasks, given = {}) => upsertMany(sender, tasks, withSignal(both(given.signal), given)),
    listUpserts: async (query = {}) =>
      (await send(sender, { method: 'GET', path: listPath(query), signal: options.signal })) as LedgerPage,
    getUpsert: async (id) => {
      const path = `/api/tasks/upserts/${encodeURIComponent(id)}`
      return (await send(sender, { method: 'GET', path, signal: options.signal })) as LedgerDetail
    },
  }
}

function senderOf({ baseUrl, apiKey, fetch: given, onRetry }: ClientOptions): Sender {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    throw new TypeError('baseUrl must be an address such as https://switchyard.example.com.')
  if (!/^[\x21-\x7e]+$/.test(apiKey)) throw new TypeError('apiKey must be an API key of the workspace.')
  return { baseUrl: baseUrl.replace(/\/+$/, ''), apiKey, fetch: given ?? fetch, onRetry }
}

function withSignal<T extends WaitOptions>(signal: AbortSignal | undefined, options: T): T {
  return signal === undefined ? options : { ...options, signal }
}

async function upsertOne(sender: Sender, task: PushedTask, options: WaitOptions): Promise<UpsertResult> {
  const sent = await send(sender, {
    method: 'POST',
    path: '/api/tasks/upsert',
    body: task,
    signal: options.signal,
  })
  let result = sent as UpsertResult
  await settle(sender, [result], {
    ...options,
    told: (settled) => {
      result = settled
    },
  })
  // As the request itself would have answered, had it been known by then.
  if (result.outcome === 'failed')
    throw new SwitchyardProblem(result.error ?? 'ClickUp refused it.', {
      status: 502,
      code: 'UPSTREAM_FAILED',
    })
  return result
}

function listPath(query: LedgerQuery): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  return given.size === 0 ? '/api/tasks/upserts' : `/api/tasks/upserts?${given.toString()}`
}
