import { AppError } from '../../shared/errors.ts'

const MAX_LENGTH = 8192
const THREE_PARTS = /^([\w-]+)\.[\w-]+\.[\w-]+$/

// Whatever a token declares critical, wraps or packs, the platform does not send it.
const UNUSED_HEADERS = ['crit', 'cty', 'b64', 'zip']

/** Refuses before any cryptography: size, form, every algorithm but RS256, and headers that ask for more than a plain signature. */
export function refuseOddForm(token: string): void {
  if (token.length > MAX_LENGTH) throw refused(`is longer than ${MAX_LENGTH} characters`)
  const first = THREE_PARTS.exec(token)?.[1]
  if (first === undefined) throw refused('is no signed token')
  if (!token.split('.').every(isPlainBase64url)) throw refused('is written in an unusual way')
  const header = readHeader(first)
  if (header['alg'] !== 'RS256') throw refused('is not signed with RS256')
  if (UNUSED_HEADERS.some((name) => Object.hasOwn(header, name)))
    throw refused('has a header that is not used here')
}

/** The last letter may have bits that no byte holds: with others there the token would be the same and its hash another one. */
function isPlainBase64url(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}

function readHeader(part: string): Readonly<Record<string, unknown>> {
  let header: unknown
  try {
    header = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch (error) {
    throw refused('has an unreadable header', error)
  }
  if (typeof header !== 'object' || header === null) throw refused('has an unreadable header')
  return { ...header }
}

function refused(problem: string, cause?: unknown): AppError {
  return new AppError('UNAUTHORIZED', `The token ${problem}.`, { cause })
}
