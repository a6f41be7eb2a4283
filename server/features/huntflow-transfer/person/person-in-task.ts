import type { ClickupField, ClickupTask } from '../../../connectors/clickup/index.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import { cut } from './cut.ts'
import { emailsIn } from './emails-in.ts'
import { linkedinIn, rabotaIn, telegramIn, telegramOf } from './links-in.ts'
import { nameFromTitle, type TitledName } from './name-from-title.ts'
import { phoneOf, phonesIn } from './phones-in.ts'

/** What a task says of a person; the first of each is the best. */
export interface PersonInTask extends TitledName {
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly linkedin: readonly string[]
  readonly rabota: readonly string[]
  readonly telegram: string | null
  /** In words, as somebody wrote it. */
  readonly salary: string | null
}

type Source = Pick<ClickupTask, 'name' | 'description' | 'fields'>

const NAMES = {
  phone: ['phone', 'phone number', 'mobile', 'tel', 'телефон', 'мобильный', 'тел', 'номер телефона'],
  email: ['email', 'e-mail', 'mail', 'email address', 'почта', 'эл. почта', 'электронная почта'],
  telegram: ['telegram', 'tg', 'телеграм', 'телеграмм', 'тг'],
  salary: ['salary', 'compensation', 'expected salary', 'зарплата', 'зп', 'з/п', 'оклад', 'ожидания'],
  fullName: ['full name', 'фио', 'ф.и.о.', 'имя и фамилия'],
  lastName: ['last name', 'surname', 'фамилия'],
  firstName: ['first name', 'имя'],
  middleName: ['middle name', 'patronymic', 'отчество'],
} as const

// Descriptions may be megabytes; whoever writes a phone number does so near the beginning.
const MOST_SEARCHED = 200_000
const MOST_OF_EACH = 10
// Other kinds of fields tell of colleagues, of tasks, of numbers.
const WRITTEN: ReadonlySet<string> = new Set(['url', 'email', 'phone', 'text', 'short_text'])
// `Phone (mobile)` and `Phone 2` are phones, `Phone of the recruiter` is somebody else's.
const NAME_ENDS = /^\s*[^\p{L}\s]/u

/** Custom fields first, then the text of the task. */
export function personInTask({ name, description, fields }: Source): PersonInTask {
  const text = description.slice(0, MOST_SEARCHED)
  const written = fields.filter(({ type }) => WRITTEN.has(type))
  const texts = [...written.flatMap(({ text: value }) => value ?? []), text]
  const all = (find: (text: string) => readonly string[]): readonly string[] => texts.flatMap(find)
  return {
    ...nameOf(name, fields),
    phones: few([
      ...valuesOf(fields, 'phone', ['phone']).flatMap((one) => phoneOf(one) ?? []),
      ...all(phonesIn),
    ]),
    emails: few([...valuesOf(fields, 'email', ['email']).flatMap(emailsIn), ...all(emailsIn)]),
    linkedin: few(all(linkedinIn)),
    rabota: few(all(rabotaIn)),
    telegram:
      valuesOf(fields, 'telegram').flatMap((one) => telegramOf(one) ?? [])[0] ?? all(telegramIn)[0] ?? null,
    salary: valuesOf(fields, 'salary')[0] ?? labelled(text, NAMES.salary) ?? null,
  }
}

function nameOf(title: string, fields: readonly ClickupField[]): TitledName {
  const titled = nameFromTitle(title)
  const full = valuesOf(fields, 'fullName')[0]
  const named = full === undefined ? titled : { ...nameFromTitle(full), position: titled.position }
  return {
    lastName: valuesOf(fields, 'lastName')[0] ?? named.lastName,
    firstName: valuesOf(fields, 'firstName')[0] ?? named.firstName,
    middleName: valuesOf(fields, 'middleName')[0] ?? named.middleName,
    position: named.position,
  }
}

/** Of fields of this type, or with one of these names. */
function valuesOf(
  fields: readonly ClickupField[],
  kind: keyof typeof NAMES,
  types: readonly string[] = [],
): readonly string[] {
  return fields
    .filter(({ type, name }) => types.includes(type) || isNamed(name, NAMES[kind]))
    .flatMap(({ text }) => (text === null ? [] : [plainLine(text, 1_000)]))
    .filter((text) => text !== '')
}

function isNamed(name: string, names: readonly string[]): boolean {
  const key = plainLine(name, 200).toLowerCase()
  return names.some((one) => key === one || (key.startsWith(one) && NAME_ENDS.test(key.slice(one.length))))
}

/** Behind the name and a colon or dash, on a line of its own. */
function labelled(text: string, names: readonly string[]): string | undefined {
  for (const line of text.split('\n', 2_000)) {
    const end = line.search(/[:\u2013\u2014]/)
    if (end === -1 || end > 60 || !isNamed(line.slice(0, end), names)) continue
    const value = plainLine(line.slice(end + 1), 200)
    if (value !== '') return cut(value, 200)
  }
  return undefined
}

function few(found: readonly string[]): readonly string[] {
  return [...new Set(found)].slice(0, MOST_OF_EACH)
}
