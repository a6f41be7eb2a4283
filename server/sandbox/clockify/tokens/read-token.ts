import { createPublicKey, createVerify } from 'node:crypto'

import type { Clock } from '../../../shared/clock.ts'
import type { Claims } from './claims.ts'
import type { SandboxKeys } from './keys.ts'

/** undefined when the token is not one of ours, is expired or is no token at all. */
export type ReadToken = (token: string) => Claims | undefined

const REMEMBERED = 1000

export function createTokenReader(keys: SandboxKeys, clock: Clock): ReadToken {
  const publicKey = createPublicKey(keys.publicKeyPem)
  const known = new Map<string, Claims>()
  return (token) => {
    const claims = known.get(token) ?? verify(token, publicKey)
    if (!claims) return undefined
    if (known.size >= REMEMBERED) known.clear()
    known.set(token, claims)
    return typeof claims['exp'] === 'number' && claims['exp'] * 1000 <= clock.now().getTime()
      ? undefined
      : claims
  }
}

function verify(token: string, publicKey: ReturnType<typeof createPublicKey>): Claims | undefined {
  const [header, payload, signature, ...more] = token.split('.')
  if (!header || !payload || !signature || more.length > 0) return undefined
  if (decode(header)?.['alg'] !== 'RS256') return undefined
  const verifier = createVerify('RSA-SHA256').update(`${header}.${payload}`)
  return verifier.verify(publicKey, signature, 'base64url') ? decode(payload) : undefined
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    // Not JSON: not a token.
    return undefined
  }
}

function isRecord(value: unknown): value is Claims {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
