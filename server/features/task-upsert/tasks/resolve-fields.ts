import type { ClickupFieldDefinition, ClickupPerson, FieldValue } from '../../../connectors/clickup/index.ts'
import { isArray } from '../../../shared/json.ts'
import { canonicalJson } from './canonical-json.ts'
import { readDue } from './read-due.ts'

/** A field as it is to be: a value, or empty. */
export interface ResolvedField {
  readonly id: string
  /** Undefined: cleared. */
  readonly set: FieldValue | undefined
  /** The value is the ids of people then, who are added and removed one by one. */
  readonly isPeople: boolean
  /** What it is then by us, as JSON. */
  readonly json: string
}

export interface ResolvedFields {
  readonly fields: readonly ResolvedField[]
  /** Ids of those whose value was refused: they are left as they are. */
  readonly left: readonly string[]
  readonly notes: readonly string[]
}

export const CLEARED = 'null'

interface Ground {
  readonly definitions: readonly ClickupFieldDefinition[]
  readonly members: readonly ClickupPerson[]
}

/** Fields by id or name; what ClickUp would refuse becomes a note (facts: clickup, section 1.6). */
export function resolveFields(given: Readonly<Record<string, unknown>>, ground: Ground): ResolvedFields {
  const fields = new Map<string, ResolvedField>()
  const left: string[] = []
  const notes: string[] = []
  for (const [key, value] of Object.entries(given)) {
    const field = definitionOf(key, ground.definitions)
    const read = field === undefined ? refuse('the list has no such field') : readValue(field, value, ground)
    if (!('refused' in read)) {
      if (field !== undefined) fields.set(field.id, resolved(field, read))
      continue
    }
    notes.push(`The field ${shown(key)} was left as it is: ${read.refused}.`)
    if (field !== undefined) left.push(field.id)
  }
  return { fields: [...fields.values()], left, notes }
}

/** Whether anything of it needs to know the people of the Workspace. */
export function namesPeople(
  given: Readonly<Record<string, unknown>>,
  definitions: readonly ClickupFieldDefinition[],
): boolean {
  return Object.keys(given).some((key) => definitionOf(key, definitions)?.type === 'users')
}

type Read = { readonly value: unknown; readonly valueOptions?: Readonly<Record<string, unknown>> } | Refused
type Refused = { readonly refused: string }
type Reader = (value: unknown, field: ClickupFieldDefinition, ground: Ground) => Read

const refuse = (refused: string): Refused => ({ refused })

function resolved({ id, type }: ClickupFieldDefinition, read: Exclude<Read, Refused>): ResolvedField {
  if (read.value === null) return { id, set: undefined, isPeople: false, json: CLEARED }
  return { id, set: { id, ...read }, isPeople: type === 'users', json: canonicalJson(read.value) }
}

function definitionOf(key: string, definitions: readonly ClickupFieldDefinition[]) {
  const name = key.trim().toLowerCase()
  return (
    definitions.find(({ id }) => id === key) ??
    definitions.find((field) => field.name.trim().toLowerCase() === name)
  )
}

function readValue(field: ClickupFieldDefinition, value: unknown, ground: Ground): Read {
  if (value === null) return { value: null }
  const reader = Object.hasOwn(READERS, field.type) ? READERS[field.type] : undefined
  return reader?.(value, field, ground) ?? refuse(`fields of the type ${field.type} cannot be set from here`)
}

const text: Reader = (value) => {
  if (typeof value === 'string') return { value }
  return typeof value === 'number' || typeof value === 'boolean'
    ? { value: String(value) }
    : refuse('it takes a text')
}

const matching =
  (pattern: RegExp, what: string): Reader =>
  (value) =>
    typeof value === 'string' && pattern.test(value.trim())
      ? { value: value.trim() }
      : refuse(`it takes ${what}`)

const number: Reader = (value) => {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof given === 'number' && Number.isFinite(given) ? { value: given } : refuse('it takes a number')
}

const whole: Reader = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? { value } : refuse('it takes a whole number')

function optionOf(value: unknown, { options }: ClickupFieldDefinition): string | undefined {
  if (typeof value !== 'string') return undefined
  const name = value.trim().toLowerCase()
  return (
    options.find(({ id }) => id === value) ?? options.find((one) => one.name.trim().toLowerCase() === name)
  )?.id
}

const dropDown: Reader = (value, field) => {
  const id = optionOf(value, field)
  return id === undefined ? refuse(`it has no option ${shown(value)}`) : { value: id }
}

const labels: Reader = (value, field) => {
  const given = isArray(value) ? value : [value]
  const unknown = given.find((one) => optionOf(one, field) === undefined)
  if (unknown !== undefined) return refuse(`it has no label ${shown(unknown)}`)
  return { value: [...new Set(given.map((one) => optionOf(one, field)))] }
}

const date: Reader = (value) => {
  const due = typeof value === 'string' ? readDue(value) : undefined
  if (due) return { value: Date.parse(due.at), valueOptions: { time: due.hasTime } }
  // Milliseconds, as ClickUp itself has them.
  if (typeof value === 'number' && Number.isSafeInteger(value)) return { value, valueOptions: { time: true } }
  return refuse('it takes a day (2026-12-24) or an instant with its offset')
}

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false }

const checkbox: Reader = (value) => {
  if (typeof value === 'boolean') return { value }
  const truth = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return Object.hasOwn(TRUTHS, truth) ? { value: TRUTHS[truth] } : refuse('it takes true or false')
}

const people: Reader = (value, _field, { members }) => {
  const given = isArray(value) ? value : [value]
  const ids = given.map((one) => personOf(one, members))
  const unknown = given.find((_, index) => ids[index] === undefined)
  if (unknown !== undefined) return refuse(`nobody in ClickUp has the address ${shown(unknown)}`)
  return { value: [...new Set(ids)].sort((a, b) => Number(a) - Number(b)) }
}

function personOf(email: unknown, members: readonly ClickupPerson[]): string | undefined {
  if (typeof email !== 'string') return undefined
  const key = email.trim().toLowerCase()
  return members.find((one) => one.email?.toLowerCase() === key)?.id
}

const READERS: Readonly<Record<string, Reader>> = {
  text,
  short_text: text,
  url: matching(/^https?:\/\/\S+$/i, 'an address that begins with https://'),
  email: matching(/^\S+@\S+\.\S+$/, 'an e-mail address'),
  phone: matching(/^\+[\d\s()-]{5,}$/, 'a number with its country code, such as +44 20 7946 0000'),
  number,
  currency: number,
  emoji: whole,
  drop_down: dropDown,
  labels,
  date,
  checkbox,
  users: people,
}

/** What was given, short enough for a note. */
function shown(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 80)
}
