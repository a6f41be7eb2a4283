import { hasShape } from '../../shared/has-shape.ts'
import { AddonClaims } from './claims.schemas.ts'

/** The claims under today's names, with absent and null being the same. */
export interface ReadClaims {
  readonly workspaceId: string
  readonly addonId: string
  readonly userId: string | undefined
  readonly workspaceRole: string | undefined
  readonly backendUrl: string | undefined
  readonly reportsUrl: string | undefined
  readonly issuedAt: Date | undefined
  readonly expiresAt: Date | undefined
}

/** Undefined when a claim is missing, of another type, or said twice with two values. */
export function readClaims(payload: object): ReadClaims | undefined {
  const claims: unknown = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== null))
  if (!hasShape(AddonClaims, claims)) return undefined
  const workspaceId = claims.workspaceId ?? claims.activeWs
  const backendUrl = claims.backendUrl ?? claims.apiUrl
  if (workspaceId === undefined || differs(workspaceId, claims.activeWs)) return undefined
  if (differs(backendUrl, claims.apiUrl)) return undefined
  return {
    workspaceId,
    addonId: claims.addonId,
    userId: claims.user,
    workspaceRole: claims.workspaceRole,
    backendUrl,
    reportsUrl: claims.reportsUrl,
    issuedAt: dateOf(claims.iat),
    expiresAt: dateOf(claims.exp),
  }
}

function differs(today: string | undefined, older: string | undefined): boolean {
  return older !== undefined && older !== today
}

function dateOf(seconds: number | undefined): Date | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000)
}
