/** What SMTP_URL says. */
export interface SmtpOptions {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly requireTLS: boolean
  readonly ignoreTLS: boolean
  readonly tls: { readonly rejectUnauthorized: boolean }
  readonly auth: { readonly user: string; readonly pass: string } | undefined
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

export function readSmtpUrl(text: string): SmtpOptions {
  const url = new URL(text)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'smtps:'
  const requireTLS = url.searchParams.get('requireTLS') === 'true'
  return {
    host,
    secure,
    requireTLS,
    port: Number(url.port) || (secure ? 465 : 25),
    // What stays on this machine is read by nobody, and local servers have certificates that nobody has signed.
    ignoreTLS: !requireTLS && LOOPBACK.test(host),
    tls: { rejectUnauthorized: url.searchParams.get('rejectUnauthorized') !== 'false' },
    auth:
      url.username === ''
        ? undefined
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  }
}

const base64 = (value: string): string => Buffer.from(value).toString('base64')

/** Takes what gives access out of a text, as it is and as it goes over the line. */
export function hideSecrets({ auth }: SmtpOptions): (text: string) => string {
  const pass = auth?.pass ?? ''
  if (auth === undefined || pass === '') return (text) => text
  const secrets = [pass, encodeURIComponent(pass), base64(pass), base64(`\0${auth.user}\0${pass}`)]
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[hidden]'), text)
}
