import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'

const KeySet = Type.Object({ keys: Type.Array(Type.Unknown(), { maxItems: 100 }) })

const RsaKey = Type.Object({
  kty: Type.Literal('RSA'),
  n: Type.String({ maxLength: 2048 }),
  e: Type.String({ maxLength: 16 }),
  use: Type.Optional(Type.Literal('sig')),
  alg: Type.Optional(Type.Literal('RS256')),
})
type RsaKey = Static<typeof RsaKey>

// Each key costs a signature check per unknown token.
const MAX_KEYS = 5
const MIN_BITS = 2048

/** The RSA signature keys of a key set, the first few; throws when it holds none. */
export function readKeySet(body: unknown): readonly KeyObject[] {
  if (!hasShape(KeySet, body)) throw new Error('the answer is no key set')
  const keys = body.keys
    .filter((key): key is RsaKey => hasShape(RsaKey, key))
    .map(readKey)
    .filter((key) => key !== undefined)
    .slice(0, MAX_KEYS)
  if (keys.length === 0) throw new Error('the key set holds no RSA signature key of 2048 bits or more')
  return keys
}

function readKey({ kty, n, e }: RsaKey): KeyObject | undefined {
  const jwk: JsonWebKey = { kty, n, e }
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    return (key.asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_BITS ? key : undefined
  } catch {
    // A number that is none: the other keys of the set still count.
    return undefined
  }
}
