import type { Random } from '../../shared/random.ts'

const LETTERS = 'abcdefghjkmnpqrstuvwxyz0123456789'

/** Short and alphanumeric, as new tasks have them. */
export function makeTaskId(random: Random): string {
  return `86${text(random, LETTERS, 7)}`
}

/** Of spaces, folders, lists, teams and comments: only digits, and more than 32 bits hold. */
export function makePlaceId(random: Random): string {
  return `9015${text(random, '0123456789', 8)}`
}

export function makeUserId(random: Random): number {
  return 10_000_000 + random.below(80_000_000)
}

/** Longer than a double holds exactly: only a text keeps it. */
export function makeHistoryId(random: Random): string {
  return `29${text(random, '0123456789', 17)}`
}

export function makeUuid(random: Random): string {
  const part = (length: number): string => text(random, '0123456789abcdef', length)
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`
}

export function makeSecret(random: Random, length: number): string {
  return text(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', length)
}

function text(random: Random, letters: string, length: number): string {
  return Array.from({ length }, () => letters[random.below(letters.length)] ?? '').join('')
}
