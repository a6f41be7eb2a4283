import { type Clock, systemClock } from '../../shared/clock.ts'
import { type Quirks, resolveQuirks } from './quirks.ts'

export interface SeededPerson {
  readonly name: string
  /** null: none is known. */
  readonly email: string | null
}

export interface SlackSandboxSize {
  /** People besides the app, Slackbot and those who are gone; at least 3. */
  readonly people: number
}

export const DEFAULT_SLACK_SIZE: SlackSandboxSize = { people: 10 }

/** `real`: about one message a second and channel, and each method's own tier. */
export type Rates = 'off' | 'real'

export interface SlackSandboxOptions {
  /** 0 takes any free port. */
  readonly port?: number
  readonly seed?: number
  readonly size?: Partial<SlackSandboxSize>
  /** In place of the usual people, such as those of another fake service. */
  readonly people?: readonly SeededPerson[]
  readonly quirks?: Partial<Quirks>
  readonly rates?: Rates
  /** How long a click waits for the app. */
  readonly clickTimeoutMs?: number
  readonly latencyMs?: number
  readonly clock?: Clock
  /** How many requests are remembered. */
  readonly logSize?: number
}

export interface ResolvedOptions {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly seed: number
  readonly size: SlackSandboxSize
  readonly people: readonly SeededPerson[] | undefined
  readonly quirks: Quirks
  readonly rates: Rates
  readonly clickTimeoutMs: number
  readonly latencyMs: number
  readonly clock: Clock
  readonly logSize: number
}

const DEFAULTS = {
  port: 0,
  seed: 1,
  rates: 'off',
  // Documented: an app has three seconds to acknowledge.
  clickTimeoutMs: 3_000,
  latencyMs: 0,
  clock: systemClock,
  logSize: 50_000,
} as const

export function resolveOptions(options: SlackSandboxOptions): ResolvedOptions {
  return {
    ...DEFAULTS,
    ...options,
    host: '127.0.0.1',
    people: options.people,
    size: { ...DEFAULT_SLACK_SIZE, ...options.size },
    quirks: resolveQuirks(options.quirks),
  }
}
