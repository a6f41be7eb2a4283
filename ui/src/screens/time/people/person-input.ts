import type { Person, PersonInput } from '../../../api/time-types.ts'
import { isAddress } from '../address.ts'
import { isZone } from '../zoned.ts'

/** What is typed; empty fields are none. */
export interface TypedPerson {
  readonly name: string
  readonly email: string
  readonly externalId: string
  readonly hoursPerMonth: string
  readonly overtimeHours: string
  readonly timeZone: string
  readonly enabled: boolean
  readonly notify: boolean
}

export type PersonProblem = 'name' | 'email' | 'hoursPerMonth' | 'overtimeHours' | 'timeZone'

const MOST_MONTHLY = 744
const MOST_OVERTIME = 1_000

const NOBODY: PersonInput = {
  name: '',
  email: null,
  externalId: null,
  hoursPerMonth: null,
  overtimeHours: null,
  timeZone: null,
  enabled: true,
  notify: true,
}

export function typedOf(person: Person | undefined): TypedPerson {
  const { name, email, externalId, hoursPerMonth, overtimeHours, timeZone, enabled, notify } =
    person ?? NOBODY
  return {
    name,
    email: textOf(email),
    externalId: textOf(externalId),
    hoursPerMonth: textOf(hoursPerMonth),
    overtimeHours: textOf(overtimeHours),
    timeZone: textOf(timeZone),
    enabled,
    notify,
  }
}

function textOf(value: string | number | null): string {
  return value === null ? '' : String(value)
}

export function readPerson(
  typed: TypedPerson,
): { readonly person: PersonInput } | { readonly problems: readonly PersonProblem[] } {
  const { enabled, notify } = typed
  const read = {
    name: orNull(typed.name) ?? undefined,
    email: checked(orNull(typed.email), isAddress),
    timeZone: checked(orNull(typed.timeZone), isZone),
    hoursPerMonth: hoursIn(typed.hoursPerMonth, { least: 0, most: MOST_MONTHLY }),
    overtimeHours: hoursIn(typed.overtimeHours, { least: Number.MIN_VALUE, most: MOST_OVERTIME }),
  }
  const problems = (Object.keys(read) as (keyof typeof read)[]).filter((name) => read[name] === undefined)
  if (problems.length > 0) return { problems }
  // Nothing in it is undefined: that would be a problem.
  const right = read as Pick<PersonInput, keyof typeof read>
  return { person: { ...right, externalId: orNull(typed.externalId), enabled, notify } }
}

function checked(text: string | null, isRight: (text: string) => boolean): string | null | undefined {
  return text === null || isRight(text) ? text : undefined
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

interface Bounds {
  readonly least: number
  readonly most: number
}

/** Null for nothing; undefined for what is no number of hours. A comma is as good as a point. */
export function hoursIn(text: string, { least, most }: Bounds): number | null | undefined {
  const trimmed = text.trim().replace(',', '.')
  if (trimmed === '') return null
  const hours = Number(trimmed)
  return Number.isFinite(hours) && hours >= least && hours <= most ? hours : undefined
}
