import type { Env } from './env.schema.ts'

const PARAMETERS = new Set(['requireTLS', 'rejectUnauthorized'])
// `name@host` or `Some Name <name@host>`, on one line.
const SENDER = /^(?:[^<>\p{Cc}]*<[^\s@<>,;]+@[^\s@<>,;]+>|[^\s@<>,;]+@[^\s@<>,;]+)$/u

/** The text holds a password, so it is not repeated. */
export function readSmtpUrl(text: Env['SMTP_URL']): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !isDecodable(url))
    throw new Error('it must look like smtp://user:password@host:25 or smtps://user:password@host:465')
  const odd = [...url.searchParams.keys()].find((name) => !PARAMETERS.has(name))
  if (odd !== undefined) throw new Error(`it may end in ?requireTLS=true or ?rejectUnauthorized=false only`)
  return text
}

export function readSender(text: Env['MAIL_FROM']): string | undefined {
  if (text !== undefined && !SENDER.test(text.trim()))
    throw new Error(`"${text}" is no sender such as switchyard@example.com or Switchyard <mail@example.com>`)
  return text?.trim()
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return [username, password].every((part) => decodeURIComponent(part) !== undefined)
  } catch {
    // A URIError says that a percent sign stands for itself; it must be written as %25.
    return false
  }
}
