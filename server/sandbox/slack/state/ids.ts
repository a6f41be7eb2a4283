import type { Random } from '../../shared/random.ts'

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Such as U0G9QF9C6: the first letter says of what kind it is. */
export function makeId(random: Random, kind: string): string {
  return `${kind}0${makeSecret(random, 9, CAPITALS)}`
}

export function makeSecret(random: Random, length: number, letters = LETTERS): string {
  return Array.from({ length }, () => letters[random.below(letters.length)]).join('')
}
