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
export type FieldStep =
  | { readonly id: string; readonly json: string; readonly set: FieldValue }
  /** `json` undefined: it is not ours any more. */
  | { readonly id: string; readonly json: string | undefined; readonly set: undefined }

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
      .map(([id]): FieldStep => ({ id, json: undefined, set: undefined })),
  ]
}

function stepOf({ id, set, json, isPeople }: ResolvedField, before: string | undefined): FieldStep {
  if (set === undefined) return { id, json, set }
  return { id, json, set: isPeople ? peopleValue(set, before) : set }
}

/** Those who were put there by others stay. */
function peopleValue(field: FieldValue, before: string | undefined): FieldValue {
  const ids = idsIn(field.value)
  const was = before === undefined ? [] : idsIn(readJson(before))
  return { ...field, value: { add: ids, rem: was.filter((id) => !ids.includes(id)) } }
}

function idsIn(value: unknown): readonly number[] {
  return isArray(value) ? value.map(Number) : []
}

/** As a new task takes them. */
export function newFieldValues({ fields }: ResolvedFields): readonly FieldValue[] {
  return fields.flatMap(({ set, isPeople }) => {
    if (set === undefined) return []
    return [isPeople ? peopleValue(set, undefined) : set]
  })
}
