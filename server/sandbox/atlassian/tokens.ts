import type { Random } from '../shared/random.ts'

/**
 * `classic`: an API token, sent as Basic password with the e-mail. `scoped`: the same with scopes, only through
 * the gateway. `oauth`: Bearer through the gateway. `pat`: Bearer on Data Center.
 */
export type TokenKind = 'classic' | 'scoped' | 'oauth' | 'pat'

export interface Grant {
  readonly kind: TokenKind
  readonly accountId: string
  readonly token: string
  /** Empty where the kind knows no scopes. */
  readonly scopes: readonly string[]
}

export interface NewToken {
  readonly kind: TokenKind
  readonly accountId: string
  readonly scopes?: readonly string[]
}

export interface TokenStore {
  make(input: NewToken): string
  find(token: string): Grant | undefined
  revoke(token: string): void
}

const PREFIX: Readonly<Record<TokenKind, string>> = {
  classic: 'ATATT3xClassic',
  scoped: 'ATATT3xScoped',
  oauth: 'eyOauth',
  pat: 'MDpat',
}

export function createTokenStore(random: Random): TokenStore {
  const grants = new Map<string, Grant>()
  return {
    make: ({ kind, accountId, scopes = [] }) => {
      const secret = Array.from({ length: 5 }, () => random.uint32().toString(16).padStart(8, '0')).join('')
      const token = PREFIX[kind] + secret
      grants.set(token, { kind, accountId, token, scopes })
      return token
    },
    find: (token) => grants.get(token),
    revoke: (token) => void grants.delete(token),
  }
}
