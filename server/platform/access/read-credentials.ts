import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import { looksLikeApiKey } from './api-key-format.ts'
import { readSessionCookies } from './session-cookie.ts'

/** One credential as the request carries it. */
export interface Credential {
  readonly kind: 'api-key' | 'user-token' | 'session'
  readonly text: string
}

/**
 * Every credential of the request, each once. The cookie counts only when a program or page sends nothing of its own:
 * the browser adds it unasked.
 */
export function readCredentials(headers: IncomingHttpHeaders, baseUrl: string): readonly Credential[] {
  const explicit = [readAuthorization(headers.authorization), readKeyHeader(headers['x-api-key'])].filter(
    (credential) => credential !== undefined,
  )
  if (explicit.length > 0) return distinct(explicit)
  return distinct(readSessionCookies(headers.cookie, baseUrl).map((text) => ({ kind: 'session', text })))
}

function readAuthorization(header: string | undefined): Credential | undefined {
  if (header === undefined) return undefined
  const text = readBearer(header)
  return { kind: looksLikeApiKey(text) ? 'api-key' : 'user-token', text }
}

export function readBearer(header: string): string {
  const text = /^Bearer +(\S+) *$/i.exec(header)?.[1]
  if (text === undefined)
    throw new AppError('UNAUTHORIZED', 'The Authorization header must be "Bearer" and one token or key.')
  return text
}

function readKeyHeader(header: string | string[] | undefined): Credential | undefined {
  return header === undefined ? undefined : { kind: 'api-key', text: String(header).trim() }
}

function distinct(credentials: readonly Credential[]): readonly Credential[] {
  return [...new Map(credentials.map((credential) => [credential.text, credential])).values()]
}
