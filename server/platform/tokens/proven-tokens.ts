import type { KeyObject } from 'node:crypto'
import type { ReadClaims } from './read-claims.ts'

const MOST = 1_000

/** What tokens say whose signature a set of keys has proven; a new set begins anew. Kept by the token's hash, never the token. */
const claimsByKeys = new WeakMap<readonly KeyObject[], Map<string, ReadClaims>>()

/** Only says that the signature was good: whether the token still holds is for the caller to see. */
export function provenClaims(keys: readonly KeyObject[], tokenHash: string): ReadClaims | undefined {
  return claimsByKeys.get(keys)?.get(tokenHash)
}

/** The oldest make room. */
export function keepProvenClaims(keys: readonly KeyObject[], tokenHash: string, claims: ReadClaims): void {
  const known = claimsByKeys.get(keys) ?? new Map<string, ReadClaims>()
  claimsByKeys.set(keys, known.set(tokenHash, claims))
  for (const oldest of known.keys()) {
    if (known.size <= MOST) break
    known.delete(oldest)
  }
}
