import { codeOf, messageOf } from '../shared/errors.ts'

const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])
// pg gives these failures a message but no code.
const AWAY_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error',
  'driver has already been destroyed',
]

/** PostgreSQL goes on without room: it reads, and it writes again as soon as there is some. */
export const DISK_FULL = '53100'

// A quota, or a limit on the size of files, has no code of its own.
const NO_ROOM = /^could not (?:extend|write to) file .*: (?:File too large|(?:Disk )?[Qq]uota exceeded)/

export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === DISK_FULL || NO_ROOM.test(messageOf(error))
}

/** True for failures of the way to the database, not of the statement: the caller may try again later. */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error)
  if (
    code !== undefined &&
    (AWAY_CODES.has(code) || code.startsWith('08') || code.startsWith('57P') || code === '53300')
  )
    return true
  return AWAY_MESSAGES.some((text) => messageOf(error).includes(text))
}
