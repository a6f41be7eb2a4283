import type { Clock } from '../../shared/clock.ts'
import type { Random } from '../shared/random.ts'

export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: string
}

interface Issued extends TokenPair {
  readonly userId: number
  accessUntilMs: number
  readonly refreshUntilMs: number
}

export type Known =
  | { readonly outcome: 'valid'; readonly userId: number }
  | { readonly outcome: 'expired'; readonly userId: number }
  | { readonly outcome: 'unknown' }

type Refreshed =
  | { readonly outcome: 'refreshed'; readonly pair: TokenPair }
  | { readonly outcome: 'too-early' }
  | { readonly outcome: 'unknown' }

export interface TokenStore {
  issue(userId: number): TokenPair
  find(accessToken: string): Known
  /** A pair for a pair: both tokens of the one before are gone. */
  refresh(refreshToken: string, mayBeEarly: boolean): Refreshed
  /** As if its seven days were over. */
  expire(accessToken: string): void
  /** Both tokens of the pair are gone. */
  revoke(accessToken: string): void
}

export const ACCESS_SECONDS = 604_800
export const REFRESH_SECONDS = 1_209_600

export function createTokenStore(random: Random, clock: Clock): TokenStore {
  const byAccess = new Map<string, Issued>()
  const byRefresh = new Map<string, Issued>()
  const now = (): number => clock.now().getTime()
  const issue = (userId: number): TokenPair => {
    const pair = { accessToken: makeSecret(random), refreshToken: makeSecret(random) }
    const [accessUntilMs, refreshUntilMs] = [now() + ACCESS_SECONDS * 1000, now() + REFRESH_SECONDS * 1000]
    const issued: Issued = { ...pair, userId, accessUntilMs, refreshUntilMs }
    byAccess.set(pair.accessToken, issued)
    byRefresh.set(pair.refreshToken, issued)
    return pair
  }
  const forget = (issued: Issued): void => {
    byAccess.delete(issued.accessToken)
    byRefresh.delete(issued.refreshToken)
  }
  return {
    issue,
    find: (accessToken) => {
      const issued = byAccess.get(accessToken)
      if (issued === undefined) return { outcome: 'unknown' }
      return { outcome: issued.accessUntilMs > now() ? 'valid' : 'expired', userId: issued.userId }
    },
    refresh: (refreshToken, mayBeEarly) => {
      const issued = byRefresh.get(refreshToken)
      if (issued === undefined || issued.refreshUntilMs <= now()) return { outcome: 'unknown' }
      if (issued.accessUntilMs > now() && !mayBeEarly) return { outcome: 'too-early' }
      forget(issued)
      return { outcome: 'refreshed', pair: issue(issued.userId) }
    },
    expire: (accessToken) => {
      const issued = byAccess.get(accessToken)
      if (issued !== undefined) issued.accessUntilMs = now()
    },
    revoke: (accessToken) => {
      const issued = byAccess.get(accessToken)
      if (issued !== undefined) forget(issued)
    },
  }
}

function makeSecret(random: Random): string {
  return Array.from({ length: 8 }, () => random.uint32().toString(16).padStart(8, '0')).join('')
}
