import { createHash, type KeyObject } from 'node:crypto'
import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { KeySource } from './key-source.ts'
import { keepProvenClaims, provenClaims } from './proven-tokens.ts'
import { readClaims, type ReadClaims } from './read-claims.ts'
import { refuseOddForm } from './token-form.ts'

export interface TokenDeps {
  readonly keys: KeySource
  readonly clock: Clock
  /** The manifest's key: the subject of every token that is meant for us. */
  readonly addonKey: string
}

const TOLERANCE_SECONDS = 30

/**
 * Proves that the platform made the token for this add-on and that it holds now; says nothing of its kind. A browser sends the same token
 * with every request: a proven one is remembered, and only its time is looked at again.
 */
export async function verifyAddonToken(deps: TokenDeps, token: string): Promise<ReadClaims> {
  const keys = await deps.keys.current()
  const hash = createHash('sha256').update(`${deps.addonKey} ${token}`).digest('base64')
  const proven = provenClaims(keys, hash)
  if (proven && !isOver(proven, deps.clock)) return proven

  refuseOddForm(token)
  const found = (await tryKeys(deps, token, keys)) ?? (await tryNewerKeys(deps, token))
  if (!found) throw unauthorized('The token is not signed by Clockify.')
  const claims = readClaims(found.payload)
  if (!claims) throw unauthorized('The token is no add-on token: a claim is missing or has another type.')
  // One that begins to hold later is looked at as a whole each time.
  if (found.payload.nbf === undefined) keepProvenClaims(found.keys, hash, claims)
  return claims
}

/** As jose sees it. */
function isOver({ expiresAt }: ReadClaims, clock: Clock): boolean {
  return expiresAt !== undefined && expiresAt.getTime() + TOLERANCE_SECONDS * 1_000 <= clock.now().getTime()
}

interface Found {
  readonly payload: JWTPayload
  readonly keys: readonly KeyObject[]
}

async function tryNewerKeys(deps: TokenDeps, token: string): Promise<Found | undefined> {
  const keys = await deps.keys.newer()
  return keys && tryKeys(deps, token, keys)
}

async function tryKeys(
  deps: TokenDeps,
  token: string,
  keys: readonly KeyObject[],
): Promise<Found | undefined> {
  for (const key of keys) {
    const payload = await tryKey(deps, token, key)
    if (payload) return { payload, keys }
  }
  return undefined
}

async function tryKey(deps: TokenDeps, token: string, key: KeyObject): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: 'clockify',
      subject: deps.addonKey,
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: deps.clock.now(),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined
    throw unauthorized(reasonOf(error), error)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired; get a new one.'
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim ${error.claim} does not fit.`
  return 'The token cannot be read.'
}

export function unauthorized(detail: string, cause?: unknown): AppError {
  return new AppError('UNAUTHORIZED', detail, { cause })
}
