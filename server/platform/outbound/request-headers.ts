import { AppError } from '../../shared/errors.ts'

// A caller's Host would reach another virtual host than the one that was checked; the rest frames the message.
const OWNED_BY_CLIENT: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/** Lower-case names, and the encodings that we can read unless the caller chose. Messages never show a value. */
export function prepareHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const prepared: Record<string, string> = { 'accept-encoding': 'gzip, deflate, br' }
  for (const [givenName, value] of Object.entries(headers)) {
    const name = givenName.toLowerCase()
    if (!HEADER_NAME.test(name))
      throw new AppError('INVALID', 'A request header has a name that HTTP does not allow.')
    if (OWNED_BY_CLIENT.has(name))
      throw new AppError('INVALID', `The header ${name} is set by the server; leave it out.`)
    if (!HEADER_VALUE.test(value)) {
      throw new AppError(
        'INVALID',
        `The header ${name} has characters that HTTP does not allow; remove or encode them.`,
      )
    }
    prepared[name] = value
  }
  return prepared
}
