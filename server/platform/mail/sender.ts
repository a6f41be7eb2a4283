import { isMailAddress } from './mail-address.ts'
import { readSmtpUrl } from './smtp-options.ts'

interface Known {
  readonly smtpUrl: string | undefined
  readonly from: string | undefined
  readonly baseUrl: string | undefined
}

/** Who mails come from: what is set, else who logs in at the mail server, else a name at this server's own host. */
export function senderOf({ smtpUrl, from, baseUrl }: Known): {
  readonly from: string
  readonly domain: string
} {
  const user = smtpUrl === undefined ? undefined : readSmtpUrl(smtpUrl).auth?.user
  const own = user !== undefined && isMailAddress(user) ? user : `switchyard@${hostOf(baseUrl)}`
  const sender = from ?? `Switchyard <${own}>`
  return { from: sender, domain: /@([^\s@>]+)>?\s*$/.exec(sender)?.[1] ?? 'localhost' }
}

function hostOf(baseUrl: string | undefined): string {
  const host = baseUrl === undefined ? '' : new URL(baseUrl).hostname
  // An address of numbers is no domain.
  return /[a-z]/i.test(host) && !host.includes(':') ? host : 'localhost'
}
