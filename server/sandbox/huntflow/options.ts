import { type Clock, systemClock } from '../../shared/clock.ts'
import type { CheckRequest } from '../shared/http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { type Quirks, resolveQuirks } from './quirks.ts'

/** Of the organisation that the seeded person owns; the others are small. */
export interface HuntflowSandboxSize {
  readonly vacancies: number
  readonly applicants: number
}

export const DEFAULT_HUNTFLOW_SIZE: HuntflowSandboxSize = { vacancies: 130, applicants: 240 }

export interface HuntflowSandboxOptions {
  /** 0 takes any free port. */
  readonly port?: number
  readonly seed?: number
  readonly size?: Partial<HuntflowSandboxSize>
  readonly quirks?: Partial<Quirks>
  readonly requestsPerSecond?: number
  readonly latencyMs?: number
  readonly clock?: Clock
  readonly checkRequest?: CheckRequest<LoggedRequest>
  /** How many requests are remembered. */
  readonly logSize?: number
}

export interface ResolvedOptions {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly seed: number
  readonly size: HuntflowSandboxSize
  readonly quirks: Quirks
  readonly requestsPerSecond: number
  readonly latencyMs: number
  readonly clock: Clock
  readonly checkRequest: CheckRequest<LoggedRequest>
  readonly logSize: number
}

const DEFAULTS = {
  port: 0,
  seed: 1,
  requestsPerSecond: 10,
  latencyMs: 0,
  clock: systemClock,
  checkRequest: () => [],
  logSize: 50_000,
}

export function resolveOptions(options: HuntflowSandboxOptions): ResolvedOptions {
  return {
    ...DEFAULTS,
    ...options,
    host: '127.0.0.1',
    size: { ...DEFAULT_HUNTFLOW_SIZE, ...options.size },
    quirks: resolveQuirks(options.quirks),
  }
}
