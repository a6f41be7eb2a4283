import { isIP } from 'node:net'
import { AppError, StartError } from '../../shared/errors.ts'

/** `suffix` is the host itself and its subdomains. Both kinds: https on port 443 only. */
export type HostRule = { readonly suffix: string } | { readonly host: string }

export interface EgressPolicy {
  /** The URL, if it may be called; otherwise an INVALID error that says what may be. */
  check(url: string): URL
  /** Listed origins, and only they, may be plain http, loopback or private. */
  isListedOrigin(origin: string): boolean
}

interface EgressRules {
  readonly allowedOrigins: readonly string[]
  readonly hostRules: readonly HostRule[]
}

const MAX_URL_LENGTH = 16_384
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/
const ABSOLUTE_URL = /^(https?):\/\/([^/?#\\]+)(?:[/?#]|$)/i
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[^:[\]@]+)(?::(\d{1,5}))?$/i

export function createEgressPolicy(rules: EgressRules): EgressPolicy {
  const origins = new Set(rules.allowedOrigins.map(readOrigin))
  const allowed = describeAllowed(origins, rules.hostRules)

  return {
    isListedOrigin: (origin) => origins.has(origin),
    check(text) {
      const url = readUrl(text)
      if (origins.has(url.origin)) return url
      if (isVendorUrl(url, rules.hostRules)) return url
      throw new AppError('INVALID', `${url.origin} may not be called. Allowed: ${allowed}.`)
    },
  }
}

/** Refuses every spelling that a parser would have to repair: what is checked is then what was written. */
function readUrl(text: string): URL {
  if (text.length > MAX_URL_LENGTH) throw invalidUrl(`is longer than ${MAX_URL_LENGTH} characters`)
  if (!PRINTABLE_ASCII.test(text)) throw invalidUrl('has characters outside ASCII; percent-encode them')
  const authority = ABSOLUTE_URL.exec(text)?.[2]
  if (authority === undefined || !URL.canParse(text)) throw invalidUrl('is not an absolute http or https URL')

  const url = new URL(text)
  refuseOddAuthority(authority, url.hostname)
  return url
}

function refuseOddAuthority(authority: string, hostname: string): void {
  if (authority.includes('@')) throw invalidUrl('carries credentials; send them in a header')
  const host = AUTHORITY.exec(authority)?.[1]
  if (host?.toLowerCase() !== hostname)
    throw invalidUrl('writes its host in an unusual way; use the plain form')
  if (hostname.endsWith('.')) throw invalidUrl('has a dot after its host; remove it')
}

function isVendorUrl(url: URL, rules: readonly HostRule[]): boolean {
  const { protocol, port, hostname } = url
  if (protocol !== 'https:' || port !== '' || hostname.startsWith('[') || isIP(hostname) !== 0) return false
  return rules.some((rule) =>
    'host' in rule
      ? hostname === rule.host
      : hostname === rule.suffix || hostname.endsWith(`.${rule.suffix}`),
  )
}

function readOrigin(text: string): string {
  try {
    const url = readUrl(text)
    if (text.toLowerCase() === url.origin || hasDefaultPort(text, url)) return url.origin
  } catch (error) {
    throw refusedOrigin(text, error)
  }
  throw refusedOrigin(text)
}

function hasDefaultPort(text: string, url: URL): boolean {
  const port = url.protocol === 'https:' ? 443 : 80
  return text.toLowerCase() === `${url.origin}:${port}`
}

function refusedOrigin(text: string, cause?: unknown): StartError {
  return new StartError(
    `EGRESS_ALLOW takes origins like http://127.0.0.1:8080, without path; this one is not: ${JSON.stringify(text)}.`,
    { cause },
  )
}

function invalidUrl(problem: string): AppError {
  return new AppError('INVALID', `The URL ${problem}.`)
}

function describeAllowed(origins: ReadonlySet<string>, rules: readonly HostRule[]): string {
  const vendors = rules.map((rule) =>
    'host' in rule ? `https://${rule.host}` : `https://${rule.suffix} and https://*.${rule.suffix}`,
  )
  const all = [...vendors, ...origins]
  return all.length === 0
    ? 'nothing; list origins in EGRESS_ALLOW'
    : `${all.join(', ')} (EGRESS_ALLOW adds more)`
}
