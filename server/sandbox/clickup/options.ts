import { type Clock, systemClock } from '../../shared/clock.ts'
import type { CheckRequest as CheckRequestOf } from '../shared/http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { type Quirks, resolveQuirks } from './quirks.ts'
import type { Plan } from './state/model.ts'

export interface ClickUpSandboxSize {
  readonly members: number
  readonly spaces: number
  readonly folders: number
  /** In folders; dealt out to them in turn. */
  readonly lists: number
  readonly folderlessLists: number
  /** Dealt out to all lists in turn, subtasks included. */
  readonly tasks: number
  readonly comments: number
  readonly attachments: number
}

export const DEFAULT_CLICKUP_SIZE: ClickUpSandboxSize = {
  members: 12,
  spaces: 3,
  folders: 4,
  lists: 8,
  folderlessLists: 3,
  tasks: 660,
  comments: 400,
  attachments: 160,
}

export interface ClickUpDeliveryOptions {
  readonly delayMs: number
  readonly retryDelayMs: number
  readonly maxAttempts: number
  readonly timeoutMs: number
  /** A webhook with so many failed events is suspended. */
  readonly suspendAt: number
}

export type CheckRequest = CheckRequestOf<LoggedRequest>

export interface ClickUpSandboxOptions {
  readonly host?: '127.0.0.1'
  /** 0 takes any free port. */
  readonly port?: number
  readonly seed?: number
  readonly size?: Partial<ClickUpSandboxSize>
  readonly quirks?: Partial<Quirks>
  readonly plan?: Plan
  /** Instead of what the plan allows each token. */
  readonly requestsPerMinute?: number
  readonly latencyMs?: number
  readonly clock?: Clock
  readonly live?: boolean | { readonly everyMs: number }
  readonly webhooks?: Partial<ClickUpDeliveryOptions>
  readonly checkRequest?: CheckRequest
  /** Where OAuth may send people back to. */
  readonly redirectUris?: readonly string[]
  /** How many requests and deliveries are remembered. */
  readonly logSize?: number
}

export interface ResolvedOptions {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly seed: number
  readonly size: ClickUpSandboxSize
  readonly quirks: Quirks
  readonly plan: Plan
  readonly requestsPerMinute: number
  readonly latencyMs: number
  readonly clock: Clock
  readonly liveEveryMs: number | undefined
  readonly webhooks: ClickUpDeliveryOptions
  readonly checkRequest: CheckRequest
  readonly redirectUris: readonly string[]
  readonly logSize: number
}

const PER_MINUTE: Readonly<Record<Plan, number>> = {
  free: 100,
  unlimited: 100,
  business: 100,
  'business-plus': 1_000,
  enterprise: 10_000,
}

// Documented: five attempts, seven seconds each, suspended at a hundred failures. Their spacing is not.
const DELIVERY: ClickUpDeliveryOptions = {
  delayMs: 0,
  retryDelayMs: 10_000,
  maxAttempts: 5,
  timeoutMs: 7_000,
  suspendAt: 100,
}

export function resolveOptions(options: ClickUpSandboxOptions): ResolvedOptions {
  const plan = options.plan ?? 'business'
  return {
    ...resolvePlaces(options),
    plan,
    requestsPerMinute: options.requestsPerMinute ?? PER_MINUTE[plan],
    size: { ...DEFAULT_CLICKUP_SIZE, ...options.size },
    quirks: resolveQuirks(options.quirks),
    webhooks: { ...DELIVERY, ...options.webhooks },
    checkRequest: options.checkRequest ?? (() => []),
    redirectUris: options.redirectUris ?? [],
    logSize: options.logSize ?? 50_000,
  }
}

function resolvePlaces(options: ClickUpSandboxOptions) {
  return {
    host: options.host ?? ('127.0.0.1' as const),
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    latencyMs: options.latencyMs ?? 0,
    clock: options.clock ?? systemClock,
    liveEveryMs: resolveLive(options.live),
  }
}

function resolveLive(live: ClickUpSandboxOptions['live']): number | undefined {
  if (live === undefined || live === false) return undefined
  return live === true ? 2000 : live.everyMs
}
