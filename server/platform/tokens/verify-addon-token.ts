import type { KeyObject } from 'node:crypto'
import { errors, jwtVerify, type JWTPayload } from 'jose'
import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { KeySource } from './key-source.ts'
import { readClaims, type ReadClaims } from './read-claims.ts'
import { refuseOddForm } from './token-form.ts'

export interface TokenDeps {
  readonly keys: KeySource
  readonly clock: Clock
  /** The manifest's key: the subject of every token that is meant for us. */
  readonly addonKey: string
}

const TOLERANCE_SECONDS = 30

/** Proves that the platform made the token for this add-on and that it holds now; says nothing of its kind. */
export async function verifyAddonToken(deps: TokenDeps, token: string): Promise<ReadClaims> {
  refuseOddForm(token)
  const payload =
    (await tryKeys(deps, token, await deps.keys.current())) ??
    (await tryKeys(deps, token, (await deps.keys.newer()) ?? []))
  if (!payload) throw unauthorized('The token is not signed by Clockify.')
  const claims = readClaims(payload)
  if (!claims) throw unauthorized('The token is no add-on token: a claim is missing or has another type.')
  return claims
}

async function tryKeys(
  deps: TokenDeps,
  token: string,
  keys: readonly KeyObject[],
): Promise<JWTPayload | undefined> {
  for (const key of keys) {
    const payload = await tryKey(deps, token, key)
    if (payload) return payload
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
