import type { Random } from '../shared/random.ts'
import { makeSecret } from './state/ids.ts'

/** Whose token it is and which Workspaces it opens. */
interface Grant {
  readonly kind: 'personal' | 'oauth'
  readonly token: string
  readonly userId: number
  readonly teamIds: readonly string[]
}

export interface NewGrant {
  readonly userId: number
  readonly teamIds: readonly string[]
}

export type Exchange =
  | { readonly outcome: 'granted'; readonly token: string }
  | { readonly outcome: 'used' }
  | { readonly outcome: 'unknown' }

export interface TokenStore {
  readonly clientId: string
  readonly clientSecret: string
  find(token: string): Grant | undefined
  makePersonal(input: NewGrant): string
  makeOauth(input: NewGrant): string
  /** A code for the token endpoint; it works once. */
  makeCode(input: NewGrant): string
  exchange(code: string): Exchange
  revoke(token: string): void
  revokeAllOf(userId: number): void
}

export function createTokenStore(random: Random): TokenStore {
  const grants = new Map<string, Grant>()
  const codes = new Map<string, NewGrant>()
  const usedCodes = new Set<string>()
  const keep = (grant: Grant): string => {
    grants.set(grant.token, grant)
    return grant.token
  }
  const makeOauth = (input: NewGrant): string =>
    keep({ ...input, kind: 'oauth', token: `${input.userId}_${makeSecret(random, 40).toLowerCase()}` })
  return {
    clientId: makeSecret(random, 32),
    clientSecret: makeSecret(random, 64),
    find: (token) => grants.get(token),
    makePersonal: (input) =>
      keep({ ...input, kind: 'personal', token: `pk_${input.userId}_${makeSecret(random, 32)}` }),
    makeOauth,
    makeCode: (input) => {
      const code = makeSecret(random, 32)
      codes.set(code, input)
      return code
    },
    exchange: (code) => {
      const input = codes.get(code)
      if (input === undefined) return usedCodes.has(code) ? { outcome: 'used' } : { outcome: 'unknown' }
      codes.delete(code)
      usedCodes.add(code)
      return { outcome: 'granted', token: makeOauth(input) }
    },
    revoke: (token) => void grants.delete(token),
    revokeAllOf: (userId) => {
      for (const grant of grants.values()) if (grant.userId === userId) grants.delete(grant.token)
    },
  }
}
