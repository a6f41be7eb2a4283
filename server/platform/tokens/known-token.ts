import { createHash, timingSafeEqual } from 'node:crypto'

/** What is stored in place of a token. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether the presented token is the one behind the stored hash; takes the same time wherever they differ. */
export function isKnownToken(token: string, storedHash: Uint8Array): boolean {
  return isSameHash(hashToken(token), storedHash)
}

export function isSameHash(presented: Uint8Array, storedHash: Uint8Array): boolean {
  return presented.length === storedHash.length && timingSafeEqual(presented, storedHash)
}
