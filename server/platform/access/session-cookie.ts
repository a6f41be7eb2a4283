import { newSecret } from '../../shared/ids.ts'

interface PresentedSession {
  readonly workspaceId: string
  readonly sessionId: string
}

export const SESSION_SECONDS = 12 * 60 * 60
const VALUE = /^([A-Za-z0-9_-]{1,64})\.([a-z0-9]{26})\.[A-Za-z0-9_-]{43}$/

export function newSessionToken(workspaceId: string, sessionId: string): string {
  return `${workspaceId}.${sessionId}.${newSecret(32)}`
}

export function readSessionToken(value: string): PresentedSession | undefined {
  const [, workspaceId, sessionId] = VALUE.exec(value) ?? []
  return workspaceId === undefined || sessionId === undefined ? undefined : { workspaceId, sessionId }
}

/** Every value that the request sends under our name: a second one may have been planted by a neighbouring host. */
export function readSessionCookies(header: string | undefined, baseUrl: string): readonly string[] {
  const start = `${cookieName(baseUrl)}=`
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
    .map((part) => part.slice(start.length))
}

export function sessionCookie(token: string, baseUrl: string): string {
  return `${cookieName(baseUrl)}=${token}; Max-Age=${SESSION_SECONDS}; ${attributes(baseUrl)}`
}

export function expiredSessionCookie(baseUrl: string): string {
  return `${cookieName(baseUrl)}=; Max-Age=0; ${attributes(baseUrl)}`
}

function attributes(baseUrl: string): string {
  return `Path=/; HttpOnly; SameSite=Lax${isHttps(baseUrl) ? '; Secure' : ''}`
}

// Browsers keep this prefix to the host alone, but only over https.
function cookieName(baseUrl: string): string {
  return isHttps(baseUrl) ? '__Host-switchyard' : 'switchyard'
}

function isHttps(baseUrl: string): boolean {
  return baseUrl.startsWith('https:')
}
