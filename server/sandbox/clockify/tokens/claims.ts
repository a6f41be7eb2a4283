import type { Quirks } from '../quirks.ts'
import type { WorkspaceRole } from '../state/model.ts'

export type Claims = Readonly<Record<string, unknown>>

export interface Identity {
  readonly addonKey: string
  readonly addonId: string
  readonly workspaceId: string
}

export interface Hosts {
  readonly backendUrl: string
  readonly reportsUrl: string
  readonly locationsUrl: string
  readonly screenshotsUrl: string
  readonly ptoUrl: string
}

const HUNDRED_YEARS_S = 3_155_760_000

export function baseClaims(identity: Identity, quirks: Quirks): Claims {
  const named = { iss: 'clockify', sub: identity.addonKey, type: 'addon', addonId: identity.addonId }
  return quirks.claimNames === 'older'
    ? { ...named, activeWs: identity.workspaceId }
    : { ...named, workspaceId: identity.workspaceId }
}

export function hostClaims(hosts: Hosts, quirks: Quirks): Claims {
  const { backendUrl, ...others } = hosts
  return quirks.claimNames === 'older' ? { ...others, apiUrl: backendUrl } : { ...others, backendUrl }
}

export interface TokenContext {
  readonly identity: Identity
  readonly hosts: Hosts
  readonly quirks: Quirks
  readonly nowMs: number
}

export function installationClaims(context: TokenContext, ownerId: string): Claims {
  const claims = {
    ...baseClaims(context.identity, context.quirks),
    ...hostClaims(context.hosts, context.quirks),
    user: ownerId,
  }
  if (!context.quirks.installationTokenExpires) return claims
  return { ...claims, exp: Math.floor(context.nowMs / 1000) + HUNDRED_YEARS_S }
}

export interface UserTokenOptions {
  readonly userId: string
  readonly role: WorkspaceRole
  readonly expiresInSeconds: number
  readonly language: string
  readonly theme: 'DEFAULT' | 'DARK'
}

export function userClaims(context: TokenContext, options: UserTokenOptions): Claims {
  return {
    ...baseClaims(context.identity, context.quirks),
    ...hostClaims(context.hosts, context.quirks),
    user: options.userId,
    workspaceRole: options.role,
    language: options.language,
    theme: options.theme,
    exp: Math.floor(context.nowMs / 1000) + options.expiresInSeconds,
  }
}

/** A webhook token carries no exp, as the documents say. `jti` makes each path's token its own. */
export function webhookClaims(context: TokenContext, webhookId: string): Claims {
  return { ...baseClaims(context.identity, context.quirks), jti: webhookId }
}

export function lifecycleClaims(context: TokenContext): Claims {
  const seconds = Math.floor(context.nowMs / 1000)
  return { ...baseClaims(context.identity, context.quirks), iat: seconds, exp: seconds + 60 }
}
