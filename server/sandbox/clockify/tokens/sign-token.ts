import { createHmac, createPrivateKey, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'

import type { Claims } from './claims.ts'
import type { SandboxKeys } from './keys.ts'

/** How a token differs from a real one; for tests of verifiers. */
export interface Forgery {
  /** 'other': a key that the platform never had. */
  readonly key?: 'platform' | 'other'
  /** HS256 is signed with the public key's PEM as the secret; none carries no signature. */
  readonly alg?: 'RS256' | 'HS256' | 'none'
  readonly header?: Readonly<Record<string, unknown>>
}

export interface TokenSigner {
  readonly sign: (claims: Claims, forgery?: Forgery) => string
}

export function createTokenSigner(keys: SandboxKeys): TokenSigner {
  const platformKey = createPrivateKey(keys.privateKeyPem)
  let otherKey: KeyObject | undefined
  const keyFor = (which: Forgery['key']): KeyObject => {
    if (which !== 'other') return platformKey
    otherKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    return otherKey
  }
  return {
    sign: (claims, forgery = {}) => {
      const alg = forgery.alg ?? 'RS256'
      const content = `${encode({ alg, ...forgery.header })}.${encode(claims)}`
      if (alg === 'none') return `${content}.`
      const signature =
        alg === 'HS256'
          ? createHmac('sha256', keys.publicKeyPem).update(content).digest('base64url')
          : createSign('RSA-SHA256').update(content).sign(keyFor(forgery.key), 'base64url')
      return `${content}.${signature}`
    },
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
