import { decodeJwt } from 'jose'
import { readClaims } from './read-claims.ts'

/** When the platform made a token, if that says so. Proves nothing: for tokens that were verified when they came. */
export function readIssuedAt(token: string): Date | undefined {
  return readClaims(decodeJwt(token))?.issuedAt
}
