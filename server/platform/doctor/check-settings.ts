import { isIP } from 'node:net'
import { senderOf } from '../mail/index.ts'
import { isPublicAddress } from '../outbound/index.ts'
import type { DoctorInput } from './doctor-input.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

type Settings = DoctorInput['settings']

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const ANY_HOST = new Set(['0.0.0.0', '::', '[::]'])
const CLOCKIFY_PER_SECOND = 50
const MIN_DIFFERENT_LETTERS = 8
const COMMON = /admin|change|secret|password|passwort|example|default|letmein|qwert|12345|abcde|switchyard/i

/** What is allowed but unsafe or useless. */
export function checkSettings(settings: Settings): readonly Finding[] {
  return [
    baseUrlFinding(settings),
    adminKeyFinding(settings.adminKey),
    egressFinding(settings.egressAllow),
    ...paceFindings(settings.requestsPerSecond),
    ...logFindings(settings.logLevel),
    ...mailFindings(settings),
  ]
}

function baseUrlFinding({ baseUrl, host, publicUrl }: Settings): Finding {
  const mend = 'Set BASE_URL to the public https address of this server.'
  if (baseUrl === undefined) return unsetBaseUrl(host, publicUrl, mend)
  const { protocol, hostname } = new URL(baseUrl)
  if (LOOPBACK.has(hostname))
    return warning('base-url', { detail: `${baseUrl} is this machine: Clockify cannot reach it.`, mend })
  if (protocol === 'http:')
    return problem('base-url', {
      detail: `${baseUrl} is not https: tokens would travel in the open, and Clockify does not show the page in its frame.`,
      mend: 'Put a proxy with a certificate in front, and set BASE_URL to its https address.',
    })
  return ok('base-url', baseUrl)
}

function unsetBaseUrl(host: string, publicUrl: string, mend: string): Finding {
  if (ANY_HOST.has(host))
    return problem('base-url', {
      detail: `HOST is ${host} and BASE_URL is not set: the manifest names ${publicUrl}, which only this machine reaches.`,
      mend,
    })
  return warning('base-url', {
    detail: `BASE_URL is not set: the manifest names ${publicUrl}, which Clockify cannot reach.`,
    mend,
  })
}

/** The key itself is never shown. */
function adminKeyFinding(key: string | undefined): Finding {
  if (key === undefined) return ok('admin-key', 'ADMIN_KEY is not set: the operator API is off.')
  if (new Set(key).size >= MIN_DIFFERENT_LETTERS && !COMMON.test(key)) return ok('admin-key', 'hard to guess')
  return problem('admin-key', {
    detail: 'ADMIN_KEY is easy to guess.',
    mend: 'Make one with: openssl rand -base64 32',
  })
}

function egressFinding(origins: readonly string[]): Finding {
  if (origins.length === 0) return ok('egress', "Only the vendors' own hosts may be called.")
  const odd = origins.filter((origin) => origin.startsWith('http:') || isPrivate(new URL(origin).hostname))
  if (odd.length === 0) return ok('egress', `${origins.join(', ')} may be called too.`)
  return warning('egress', {
    detail: `EGRESS_ALLOW opens plain http or an inner network: ${odd.join(', ')}.`,
    mend: 'Keep only origins that this server must call; members of a workspace can have them called.',
  })
}

function isPrivate(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (isIP(address) !== 0) return !isPublicAddress(address)
  return !hostname.includes('.') || /\.(local|internal|lan|home|localhost)$/.test(hostname)
}

function paceFindings(perSecond: number): readonly Finding[] {
  if (perSecond <= CLOCKIFY_PER_SECOND) return []
  return [
    warning('rate-limit', {
      detail: `RATE_LIMIT_RPS is ${perSecond}; Clockify takes ${CLOCKIFY_PER_SECOND} and answers 429 to the rest.`,
      mend: `Set RATE_LIMIT_RPS to ${CLOCKIFY_PER_SECOND} or less.`,
    }),
  ]
}

function logFindings(level: string): readonly Finding[] {
  if (level !== 'silent' && level !== 'fatal') return []
  return [
    warning('log-level', {
      detail: `LOG_LEVEL is ${level}: failures leave no trace.`,
      mend: 'Set LOG_LEVEL to info, or at least to error.',
    }),
  ]
}

function mailFindings({ smtpUrl, mailFrom, baseUrl }: Settings): readonly Finding[] {
  if (smtpUrl === undefined || mailFrom !== undefined) return []
  const { from: sender } = senderOf({ smtpUrl, from: mailFrom, baseUrl })
  return [
    warning('mail-from', {
      detail: `SMTP_URL is set and MAIL_FROM is not: mails come from ${sender}.`,
      mend: 'Set MAIL_FROM to an address that the mail server lets you use.',
    }),
  ]
}
