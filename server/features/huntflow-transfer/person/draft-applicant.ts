import type { NewApplicant, ParsedResume } from '../../../connectors/huntflow/index.ts'
import { plainLine } from '../../../shared/plain-line.ts'
import { cut } from './cut.ts'
import { emailsIn } from './emails-in.ts'
import { telegramOf } from './links-in.ts'
import type { PersonInTask } from './person-in-task.ts'
import { phoneOf } from './phones-in.ts'

interface DraftInput {
  readonly taskId: string
  readonly taskUrl: string
  /** Stands in the résumé's text, and tells this applicant from every other. */
  readonly mark: string
  readonly person: PersonInTask
  readonly resume: { readonly fileId: number; readonly photoId: number | null } | null
  readonly parsed: ParsedResume | null
}

export interface Draft {
  readonly applicant: NewApplicant
  /** What stands where a name should, in words; null when there is one. */
  readonly placeholder: string | null
}

// No document names a length; these are longer than what people have.
const MOST_OF_A_NAME = 100
const MOST_OF_A_LINE = 250
const UNKNOWN_LAST_NAME = 'Name unknown'
const UNKNOWN_FIRST_NAME = '(first name unknown)'
const ONLY_A_SURNAME = `There is only a surname, so the first name is "${UNKNOWN_FIRST_NAME}".`

/** What the task says comes first, then what Huntflow read in the résumé. */
export function draftApplicant(input: DraftInput): Draft {
  const { person, parsed, resume } = input
  const { placeholder, ...name } = nameOf(input)
  return {
    placeholder,
    applicant: {
      ...name,
      ...contactsOf(person, parsed),
      ...workOf(person, parsed),
      ...given('birthday', parsed?.birthday),
      ...given('photoId', resume?.photoId),
      ...given('resumeFileId', resume?.fileId),
      resumeText: resumeText(input),
    },
  }
}

function nameOf(input: DraftInput) {
  const { lastName, firstName, middleName } = knownName(input)
  if (lastName === undefined) return unknownName(firstName ?? input.taskId)
  return {
    lastName,
    firstName: firstName ?? UNKNOWN_FIRST_NAME,
    ...given('middleName', middleName),
    placeholder: firstName === undefined ? ONLY_A_SURNAME : null,
  }
}

function unknownName(firstName: string) {
  const placeholder = `Neither the task nor a résumé gives a surname, so the applicant is called "${UNKNOWN_LAST_NAME} ${firstName}".`
  return { lastName: UNKNOWN_LAST_NAME, firstName, placeholder }
}

/** The résumé completes the task's name, unless it is somebody else's: pieced together it would be nobody's. */
function knownName({ person, parsed }: DraftInput) {
  const isSame = person.lastName === null || sameWord(person.lastName, parsed?.lastName)
  const read = isSame && parsed !== null ? parsed : NOTHING_READ
  const middleName = person.firstName === null ? read.middleName : null
  return {
    lastName: line(person.lastName ?? read.lastName, MOST_OF_A_NAME),
    firstName: line(person.firstName ?? read.firstName, MOST_OF_A_NAME),
    middleName: line(person.middleName ?? middleName, MOST_OF_A_NAME),
  }
}

const NOTHING_READ = { lastName: null, firstName: null, middleName: null }

function contactsOf(person: PersonInTask, parsed: ParsedResume | null) {
  const [parsedPhone] = (parsed?.phones ?? []).flatMap((phone) => phoneOf(phone) ?? [])
  const [parsedEmail] = emailsIn(parsed?.email ?? '')
  return {
    ...given('phone', person.phones[0] ?? parsedPhone),
    ...given('email', person.emails[0] ?? parsedEmail),
    ...given('telegram', person.telegram ?? telegramOf(parsed?.telegram ?? '')),
  }
}

function workOf(person: PersonInTask, parsed: ParsedResume | null) {
  // Huntflow reads pay as a number and takes it as a text (facts: huntflow, 0.17).
  const parsedPay = typeof parsed?.salary === 'number' ? String(parsed.salary) : null
  return {
    ...given('position', line(person.position ?? parsed?.position, MOST_OF_A_LINE)),
    ...given('company', line(parsed?.company, MOST_OF_A_LINE)),
    ...given('money', line(person.salary ?? parsedPay, MOST_OF_A_LINE)),
  }
}

function resumeText({ person, taskUrl, mark }: DraftInput): string {
  return [
    `From ClickUp: ${taskUrl}`,
    ...person.linkedin.map((link) => `LinkedIn: ${link}`),
    ...person.rabota.map((link) => `rabota.by: ${link}`),
    mark,
  ].join('\n')
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | null | undefined,
): { readonly [Key in Name]?: Value } {
  // An object with this one name, or none: what the type says.
  return value === null || value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value })
}

function line(text: string | null | undefined, most: number): string | undefined {
  const plain = cut(plainLine(text ?? '', 10_000), most).trim()
  return plain === '' ? undefined : plain
}

function sameWord(a: string, b: string | null | undefined): boolean {
  return typeof b === 'string' && a.localeCompare(b, 'und', { sensitivity: 'base' }) === 0
}
