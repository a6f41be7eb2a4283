import type { FieldValue } from '../../../connectors/clickup/index.ts'
import { isArray } from '../../../shared/json.ts'
import { readJson } from '../../../shared/read-json.ts'
import type { ListFacts } from './list-facts.ts'
import {
  CLEARED,
  namesPeople,
  resolveFields,
  type ResolvedField,
  type ResolvedFields,
} from './resolve-fields.ts'
import type { AppliedTask, WantedTask } from './tracked-task.ts'

/** One call for one field. */
export interface FieldStep {
  readonly id: string
  /** What it is then by us; undefined: it is not ours any more. */
  readonly json: string | undefined
  /** What it is by us as long as nobody knows whether the call has arrived: unlike anything that is wanted. */
  readonly doubt: string
  /** Undefined: cleared. */
  readonly set: FieldValue | undefined
}

const DOUBT = '?'

export const NO_FIELDS: ResolvedFields = { fields: [], left: [], notes: [] }

/** What is wanted of the fields, in ClickUp's words. */
export async function askForFields(
  facts: ListFacts,
  listId: string,
  wanted: Pick<WantedTask, 'customFields'>,
): Promise<ResolvedFields> {
  const { customFields: given } = wanted
  if (given === null || Object.keys(given).length === 0) return NO_FIELDS
  const definitions = await facts.fields(listId)
  const members = namesPeople(given, definitions) ? await facts.members() : []
  return resolveFields(given, { definitions, members })
}

/** What differs from what is there by us; what is not among the fields is not wanted any more. */
export function fieldSteps(
  { fields, left }: ResolvedFields,
  applied: Pick<AppliedTask, 'fields'>,
): readonly FieldStep[] {
  const kept = new Set([...fields.map(({ id }) => id), ...left])
  return [
    ...fields
      .filter(({ id, json }) => applied.fields[id] !== json)
      .map((field): FieldStep => stepOf(field, applied.fields[field.id])),
    ...Object.entries(applied.fields)
      .filter(([id, json]) => !kept.has(id) && json !== CLEARED)
      .map(([id, before]): FieldStep => ({
        id,
        json: undefined,
        doubt: doubtOf(before, undefined),
        set: undefined,
      })),
  ]
}

function stepOf({ id, set, json, isPeople }: ResolvedField, before: string | undefined): FieldStep {
  const doubt = doubtOf(before, isPeople ? set : undefined)
  return { id, json, doubt, set: set !== undefined && isPeople ? peopleValue(set, before) : set }
}

/** With everybody who may be there by us. */
function doubtOf(before: string | undefined, people: FieldValue | undefined): string {
  const ids = new Set([...idsOf(before), ...idsIn(people?.value)])
  return `${DOUBT}${JSON.stringify([...ids])}`
}

/** Those who were put there by others stay. */
function peopleValue(field: FieldValue, before: string | undefined): FieldValue {
  const ids = idsIn(field.value)
  const was = idsOf(before)
  return { ...field, value: { add: ids, rem: was.filter((id) => !ids.includes(id)) } }
}

function idsOf(before: string | undefined): readonly number[] {
  if (before === undefined) return []
  return idsIn(readJson(before.startsWith(DOUBT) ? before.slice(DOUBT.length) : before))
}

function idsIn(value: unknown): readonly number[] {
  return isArray(value) ? value.map(Number).filter(Number.isInteger) : []
}

/** As a new task takes them. */
export function newFieldValues({ fields }: ResolvedFields): readonly FieldValue[] {
  return fields.flatMap(({ set, isPeople }) => {
    if (set === undefined) return []
    return [isPeople ? peopleValue(set, undefined) : set]
  })
}
