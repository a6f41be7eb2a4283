import { AppError } from '../../shared/errors.ts'

const MAX_LENGTH = 8192
const THREE_PARTS = /^([\w-]+)\.[\w-]+\.[\w-]+$/

/** Refuses before any cryptography: size, form, every algorithm but RS256, and headers that ask for more than a plain signature. */
export function refuseOddForm(token: string): void {
  if (token.length > MAX_LENGTH) throw refused(`is longer than ${MAX_LENGTH} characters`)
  const first = THREE_PARTS.exec(token)?.[1]
  if (first === undefined) throw refused('is no signed token')
  const header = readHeader(first)
  if (header['alg'] !== 'RS256') throw refused('is not signed with RS256')
  // Whatever a token declares critical or wraps, the platform does not send it.
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'cty'))
    throw refused('has a header that is not used here')
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
