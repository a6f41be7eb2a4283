import type { Channel, ResponseUrl, User, Whisper } from './model.ts'

export interface SeededChannels {
  /** Public, the app is in it. */
  readonly general: string
  readonly claims: string
  /** Public, the app is not in it. */
  readonly random: string
  /** Private, the app is in it. */
  readonly leads: string
  /** Private, the app is not in it. */
  readonly board: string
  readonly archived: string
}

export type TokenProblem = 'token_revoked' | 'token_expired' | 'account_inactive'

/** Everything that the fake Slack holds. Tests may read it. */
export interface SlackState {
  readonly teamId: string
  readonly teamName: string
  readonly appId: string
  readonly botId: string
  /** As whom the app writes. */
  readonly botUserId: string
  readonly botToken: string
  readonly signingSecret: string
  /** Deprecated, and still in every interaction. */
  readonly verificationToken: string
  tokenProblem: TokenProblem | undefined
  scopes: readonly string[]
  readonly users: Map<string, User>
  readonly channels: Map<string, Channel>
  seeded: SeededChannels
  readonly whispers: Whisper[]
  /** By path. */
  readonly responseUrls: Map<string, ResponseUrl>
  /** The incoming webhook's path and where it posts; undefined after it was removed. */
  hook: { readonly path: string; readonly channel: string } | undefined
  requestUrl: string | undefined
  /** Of the newest message: no two are alike. */
  lastTsMicros: number
}

export function findChannel(state: SlackState, wanted: string): Channel | undefined {
  const byId = state.channels.get(wanted)
  if (byId !== undefined) return byId
  const name = wanted.replace(/^#/, '')
  return [...state.channels.values()].find((channel) => channel.name === name)
}

/** Seconds with six places; each later than the one before. */
export function nextTs(state: SlackState, nowMs: number): string {
  state.lastTsMicros = Math.max(Math.floor(nowMs * 1_000), state.lastTsMicros + 1)
  return tsOf(state.lastTsMicros)
}

export function tsOf(micros: number): string {
  const text = String(micros).padStart(7, '0')
  return `${text.slice(0, -6)}.${text.slice(-6)}`
}
