import type { Clock } from '../../shared/clock.ts'
import { systemClock } from '../../shared/clock.ts'
import { type Quirks, resolveQuirks } from './quirks.ts'
import type { SandboxKeys } from './tokens/keys.ts'

export type Plan = 'FREE' | 'PRO'

export interface SandboxSize {
  readonly users: number
  readonly clients: number
  readonly projects: number
  readonly tasks: number
  readonly tags: number
  readonly timeEntries: number
  readonly invoices: number
  readonly expenses: number
  readonly userGroups: number
  readonly customFields: number
  readonly holidays: number
  readonly policies: number
  readonly timeOffRequests: number
  readonly assignments: number
  readonly approvalRequests: number
  readonly sharedReports: number
}

export const DEFAULT_SIZE: SandboxSize = {
  users: 24,
  clients: 30,
  projects: 120,
  tasks: 1500,
  tags: 25,
  timeEntries: 4000,
  invoices: 40,
  expenses: 150,
  userGroups: 6,
  customFields: 8,
  holidays: 12,
  policies: 4,
  timeOffRequests: 60,
  assignments: 80,
  approvalRequests: 20,
  sharedReports: 5,
}

export interface LimitOptions {
  readonly perSecond: number
  readonly perHour: number
}

export interface DeliveryOptions {
  /** Wait before the first attempt. */
  readonly delayMs: number
  readonly retryDelayMs: number
  readonly maxAttempts: number
  readonly timeoutMs: number
}

export interface ClockifySandboxOptions {
  readonly host?: '127.0.0.1'
  /** 0 takes any free port. */
  readonly port?: number
  readonly seed?: number
  readonly size?: Partial<SandboxSize>
  readonly quirks?: Partial<Quirks>
  readonly plan?: Plan
  readonly latencyMs?: number
  readonly clock?: Clock
  readonly live?: boolean | { readonly everyMs: number }
  /** When given, only a manifest with this key can be installed. */
  readonly addonKey?: string
  readonly keys?: SandboxKeys
  readonly limits?: Partial<LimitOptions>
  readonly webhooks?: Partial<DeliveryOptions>
  /** How many requests and deliveries are remembered. */
  readonly logSize?: number
}

export interface ResolvedOptions {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly seed: number
  readonly size: SandboxSize
  readonly quirks: Quirks
  readonly plan: Plan
  readonly latencyMs: number
  readonly clock: Clock
  readonly liveEveryMs: number | undefined
  readonly addonKey: string | undefined
  readonly limits: LimitOptions
  readonly webhooks: DeliveryOptions
  readonly logSize: number
}

export function resolveOptions(options: ClockifySandboxOptions): ResolvedOptions {
  return {
    ...resolvePlaces(options),
    size: { ...DEFAULT_SIZE, ...options.size },
    quirks: resolveQuirks(options.quirks),
    liveEveryMs: resolveLive(options.live),
    addonKey: options.addonKey,
    limits: { perSecond: 50, perHour: 30, ...options.limits },
    // Seen live: a refused delivery comes again after about 14 to 70 s.
    webhooks: { delayMs: 0, retryDelayMs: 14_000, maxAttempts: 6, timeoutMs: 10_000, ...options.webhooks },
    logSize: options.logSize ?? 50_000,
  }
}

function resolvePlaces(options: ClockifySandboxOptions) {
  return {
    host: options.host ?? ('127.0.0.1' as const),
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    plan: options.plan ?? 'PRO',
    latencyMs: options.latencyMs ?? 0,
    clock: options.clock ?? systemClock,
  }
}

function resolveLive(live: ClockifySandboxOptions['live']): number | undefined {
  if (live === undefined || live === false) return undefined
  return live === true ? 2000 : live.everyMs
}
