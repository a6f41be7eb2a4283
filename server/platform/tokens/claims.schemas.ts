import { Type, type Static } from 'typebox'

const Id = Type.String({ minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' })
const HostUrl = Type.String({ minLength: 1, maxLength: 500 })
const NumericDate = Type.Number({ minimum: 0, maximum: 1e11 })

/** What any add-on token may carry; only the claims that we read. Older tokens say activeWs and apiUrl. */
export const AddonClaims = Type.Object({
  type: Type.Literal('addon'),
  addonId: Id,
  workspaceId: Type.Optional(Id),
  activeWs: Type.Optional(Id),
  user: Type.Optional(Id),
  workspaceRole: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
  backendUrl: Type.Optional(HostUrl),
  apiUrl: Type.Optional(HostUrl),
  reportsUrl: Type.Optional(HostUrl),
  exp: Type.Optional(NumericDate),
  iat: Type.Optional(NumericDate),
})
export type AddonClaims = Static<typeof AddonClaims>

interface InstallationIdentity {
  readonly workspaceId: string
  readonly addonId: string
  readonly issuedAt: Date | undefined
}

export interface LifecycleClaims extends InstallationIdentity {
  readonly kind: 'lifecycle'
}

export interface WebhookClaims extends InstallationIdentity {
  readonly kind: 'webhook'
}

export interface UserClaims extends InstallationIdentity {
  readonly kind: 'user'
  readonly userId: string
  readonly workspaceRole: string
  readonly expiresAt: Date
}

export interface InstallationClaims extends InstallationIdentity {
  readonly kind: 'installation'
  readonly userId: string
  readonly backendUrl: string
  readonly reportsUrl: string | undefined
}
