import type { AppError } from '../../shared/errors.ts'
import type { InstallationClaims, LifecycleClaims, UserClaims, WebhookClaims } from './claims.schemas.ts'
import type { ReadClaims } from './read-claims.ts'
import { unauthorized, verifyAddonToken, type TokenDeps } from './verify-addon-token.ts'

// The installation token ends in a hundred years or never, tokens of a moment within hours.
const LONGEST_LIFECYCLE_MS = 7 * 86_400_000

/** X-Addon-Lifecycle-Token. By its claims alone a webhook token looks the same; the door that reads it must also refuse those it has stored. */
export async function verifyLifecycleToken(deps: TokenDeps, token: string): Promise<LifecycleClaims> {
  const claims = await verifyAddonToken(deps, token)
  refuseUserToken(claims)
  // What else the platform puts into a lifecycle token is not documented; what tells the installation token is that it lasts.
  if (opensTheApi(claims) && !endsSoon(deps, claims)) throw accessToken()
  return { kind: 'lifecycle', ...identityOf(claims) }
}

/** Clockify-Signature of an add-on webhook; does not expire. */
export async function verifyWebhookToken(deps: TokenDeps, token: string): Promise<WebhookClaims> {
  const claims = await verifyAddonToken(deps, token)
  refuseUserToken(claims)
  if (opensTheApi(claims)) throw accessToken()
  return { kind: 'webhook', ...identityOf(claims) }
}

/** The short token of a person in the iframe. */
export async function verifyUserToken(deps: TokenDeps, token: string): Promise<UserClaims> {
  const claims = await verifyAddonToken(deps, token)
  const { userId, workspaceRole, expiresAt } = claims
  if (userId === undefined || workspaceRole === undefined || expiresAt === undefined)
    throw unauthorized('This is no user token: it lacks a user, a role or an expiry.')
  return { kind: 'user', ...identityOf(claims), userId, workspaceRole, expiresAt }
}

/** The add-on's own key to the workspace's API. */
export async function verifyInstallationToken(deps: TokenDeps, token: string): Promise<InstallationClaims> {
  const claims = await verifyAddonToken(deps, token)
  const { userId, backendUrl, reportsUrl } = claims
  if (userId === undefined || backendUrl === undefined || claims.workspaceRole !== undefined)
    throw unauthorized('This is no installation token: it names a role, or lacks a user or an API host.')
  return { kind: 'installation', ...identityOf(claims), userId, backendUrl, reportsUrl }
}

function refuseUserToken(claims: ReadClaims): void {
  if (claims.workspaceRole !== undefined) throw accessToken()
}

function opensTheApi(claims: ReadClaims): boolean {
  return claims.userId !== undefined && claims.backendUrl !== undefined
}

function endsSoon(deps: TokenDeps, { expiresAt }: ReadClaims): boolean {
  return expiresAt !== undefined && expiresAt.getTime() - deps.clock.now().getTime() < LONGEST_LIFECYCLE_MS
}

function accessToken(): AppError {
  return unauthorized('This token gives access to the API; it proves no call of the platform.')
}

function identityOf(claims: ReadClaims): Pick<ReadClaims, 'workspaceId' | 'addonId' | 'issuedAt'> {
  return { workspaceId: claims.workspaceId, addonId: claims.addonId, issuedAt: claims.issuedAt }
}
