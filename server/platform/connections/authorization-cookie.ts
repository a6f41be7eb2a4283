import { AUTHORIZATION_SECONDS } from './begin-authorization.ts'
import { callbackPath } from './deps.ts'

const VALUE = /^[\w-]{43}$/
const nameOf = (connector: string): string => `switchyard-${connector}`

/** Lax: the way back from the service starts at another site. */
export function authorizationCookie(connector: string, browser: string, baseUrl: string): string {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(connector)}=${browser}; Max-Age=${AUTHORIZATION_SECONDS}; Path=${callbackPath(connector)}; HttpOnly; SameSite=Lax${secure}`
}

/** Undefined as well where there are several: one may have been planted by a neighbouring host. */
export function readAuthorizationCookie(connector: string, header: string | undefined): string | undefined {
  const start = `${nameOf(connector)}=`
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
    .map((part) => part.slice(start.length))
  const [value] = values
  return value !== undefined && values.length === 1 && VALUE.test(value) ? value : undefined
}
