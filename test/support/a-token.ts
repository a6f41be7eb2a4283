import { createHmac } from 'node:crypto'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import type { Clock } from '../../server/shared/clock.ts'
import { pinnedKeySource, type TokenDeps } from '../../server/platform/tokens/index.ts'

export const ADDON_KEY = 'switchyard'
export const TEST_NOW = new Date('2026-03-02T10:00:00.000Z')

type Claims = Readonly<Record<string, unknown>>

export interface TestPlatform {
  readonly publicKeyPem: string
  readonly publicJwk: JWK
  /** A real token of the platform; a claim that is undefined is left out. */
  sign(claims: Claims, header?: Claims): Promise<string>
}

/** A Clockify of our own: a key pair that signs what the tests need. */
export async function aPlatform(): Promise<TestPlatform> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  return {
    publicKeyPem: await exportSPKI(pair.publicKey),
    publicJwk: await exportJWK(pair.publicKey),
    sign: (claims, header = {}) => signWith(pair.privateKey, claims, header),
  }
}

function signWith(key: CryptoKey, claims: Claims, header: Claims): Promise<string> {
  return new SignJWT(withoutUndefined(claims))
    .setProtectedHeader({ alg: 'RS256', ...header })
    .sign(key, { crit: { 'x-odd': true } })
}

function withoutUndefined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}

export function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** The claims with any header and any signature, or none. */
export function unsignedToken(header: unknown, claims: unknown, signature = 'AAAA'): string {
  return `${part(header)}.${part(claims)}.${signature}`
}

/** Signed with the public key's text as a shared secret: what a verifier would take that believes the header's alg. */
export function hmacToken(claims: Claims, publicKeyPem: string): string {
  const content = `${part({ alg: 'HS256' })}.${part(claims)}`
  return `${content}.${createHmac('sha256', publicKeyPem).update(content).digest('base64url')}`
}

export function testClock(now: Date = TEST_NOW): Clock & { set(now: Date): void; advance(ms: number): void } {
  let current = now
  return {
    now: () => current,
    monotonicMs: () => current.getTime(),
    set: (next) => {
      current = next
    },
    advance: (ms) => {
      current = new Date(current.getTime() + ms)
    },
  }
}

export function tokenDeps(platform: TestPlatform, clock: Clock = testClock()): TokenDeps {
  return { keys: pinnedKeySource(platform.publicKeyPem), clock, addonKey: ADDON_KEY }
}

export interface Identity {
  readonly workspaceId: string
  readonly addonId: string
}

export const seconds = (date: Date): number => Math.floor(date.getTime() / 1000)

export function baseClaims({ workspaceId, addonId }: Identity): Claims {
  return { iss: 'clockify', sub: ADDON_KEY, type: 'addon', workspaceId, addonId }
}

export function lifecycleClaims(identity: Identity, now: Date = TEST_NOW): Claims {
  return { ...baseClaims(identity), iat: seconds(now), exp: seconds(now) + 60 }
}

export function webhookClaims(identity: Identity, name = 'one'): Claims {
  return { ...baseClaims(identity), jti: name }
}

export function installationClaims(identity: Identity): Claims {
  return {
    ...baseClaims(identity),
    user: 'owner-1',
    backendUrl: 'https://api.clockify.me/api',
    reportsUrl: 'https://reports.api.clockify.me',
    exp: 4_939_751_754,
  }
}

export function userClaims(identity: Identity, role = 'OWNER', now: Date = TEST_NOW): Claims {
  return {
    ...installationClaims(identity),
    user: 'user-1',
    workspaceRole: role,
    language: 'EN',
    theme: 'DEFAULT',
    iat: seconds(now),
    exp: seconds(now) + 1800,
  }
}
