import { createHash, timingSafeEqual } from 'node:crypto'

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** In constant time: an answer's duration says nothing of how much of the token was right. */
export function isToken(token: string, hash: Uint8Array): boolean {
  return timingSafeEqual(hashToken(token), hash)
}
