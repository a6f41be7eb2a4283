import { plainLine } from '../../../shared/plain-line.ts'

/** What a title says of a person; null for what it does not. */
export interface TitledName {
  readonly lastName: string | null
  readonly firstName: string | null
  readonly middleName: string | null
  readonly position: string | null
}

const MOST_LETTERS = 1_000
const DASHES: ReadonlySet<string> = new Set(['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015'])
const HAS_LETTER = /\p{L}/u
const AROUND = /^[,;:.()[\]{}"«»“”]+|[,;:()[\]{}"«»“”]+$/gu

/** One word is the surname, the second the first name, the third the patronymic; a dash between blanks begins the position. */
export function nameFromTitle(title: string): TitledName {
  const words = plainLine(title, MOST_LETTERS).split(' ')
  const dash = words.findIndex((word) => DASHES.has(word))
  const rest = dash === -1 ? '' : words.slice(dash + 1).join(' ')
  const position = HAS_LETTER.test(rest) ? rest : null
  const named = (dash === -1 ? words : words.slice(0, dash))
    .map((word) => word.replaceAll(AROUND, ''))
    // An emoji or a number beside the name is no part of it.
    .filter((word) => HAS_LETTER.test(word))
  if (named.length > 3) return { lastName: null, firstName: null, middleName: null, position }
  const [lastName = null, firstName = null, middleName = null] = named
  return { lastName, firstName, middleName, position }
}
