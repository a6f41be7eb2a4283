import { ApiError, badInput } from '../http/api-error.ts'
import { isObject, type JsonObject, numbersIn, textsIn } from '../http/read-input.ts'
import { listOf, teamOf } from '../state/look-up.ts'
import type { Field, FieldType, Task } from '../state/model.ts'
import type { World } from '../world.ts'

/** What is asked for one field of one task. */
export interface Setting {
  readonly world: World
  readonly task: Task
  readonly field: Field
  readonly value: unknown
}

type Rule = (setting: Setting) => unknown

const FREE_PLAN_USES = 60

/** The value as it is stored; refuses what the field's type does not take. */
export function storedValue(setting: Setting): unknown {
  checkTaskType(setting)
  countUse(setting)
  return RULES[setting.field.type](setting)
}

function checkTaskType({ task, field }: Setting): void {
  if (field.customItemIds?.includes(task.customItemId) === false)
    throw badInput('Custom field is not enabled for this task type', 'FIELD_130')
}

/** The free plan has 60 uses in all. */
function countUse({ world, task }: Setting): void {
  const team = teamOf(world.state, listOf(world.state, task))
  if (team.plan !== 'free') return
  if (team.fieldUses >= FREE_PLAN_USES)
    throw new ApiError(403, 'Custom field usages exceeded for your plan', { code: 'FIELD_033' })
  team.fieldUses += 1
}

const invalid = (): ApiError => badInput('Value is not valid for this custom field', 'FIELD_375')

const text: Rule = ({ value }) => {
  if (typeof value !== 'string') throw invalid()
  return value
}

const matching =
  (pattern: RegExp): Rule =>
  (setting) => {
    const given = String(text(setting))
    if (!pattern.test(given)) throw invalid()
    return given
  }

const number: Rule = ({ value }) => {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof given !== 'number' || !Number.isFinite(given)) throw invalid()
  return given
}

const refused: Rule = () => {
  throw badInput('This custom field cannot be set', 'FIELD_375')
}

function object({ value }: Setting): JsonObject {
  if (!isObject(value)) throw invalid()
  return value
}

/** The value before, without `rem`, with `add`. */
function changed<Item>(before: unknown, add: readonly Item[], rem: readonly Item[]): readonly Item[] {
  const kept = (Array.isArray(before) ? (before as readonly Item[]) : []).filter((one) => !rem.includes(one))
  return [...kept, ...add.filter((one) => !kept.includes(one))]
}

const texts: Rule = (setting) => {
  const asked = object(setting)
  const before = setting.task.values.get(setting.field.id)
  return changed(before, textsIn(asked, 'add') ?? [], textsIn(asked, 'rem') ?? [])
}

const RULES: Readonly<Record<FieldType, Rule>> = {
  url: matching(/^https?:\/\/\S+$/i),
  email: matching(/^\S+@\S+\.\S+$/),
  // With the country's code.
  phone: matching(/^\+[\d\s()-]{5,}$/),
  text,
  short_text: text,
  drop_down: ({ field, value }) => {
    const found =
      typeof value === 'number' ? field.options[value] : field.options.find(({ id }) => id === value)
    if (found === undefined) throw badInput('Value must be an option index or uuid', 'FIELD_011')
    return found.id
  },
  labels: ({ field, value }) => {
    if (!Array.isArray(value)) throw invalid()
    if (!value.every((one) => field.options.some(({ id }) => id === one)))
      throw badInput('Value must be an option index or uuid', 'FIELD_011')
    return value
  },
  number,
  currency: number,
  date: (setting) => Math.trunc(Number(number(setting))),
  checkbox: ({ value }) => {
    if (typeof value !== 'boolean' && value !== 'true' && value !== 'false') throw invalid()
    return value === true || value === 'true'
  },
  users: (setting) => {
    const asked = object(setting)
    const before = setting.task.values.get(setting.field.id)
    const add = numbersIn(asked, 'add') ?? []
    if (!add.every((id) => setting.world.state.users.has(id))) throw invalid()
    return changed(before, add, numbersIn(asked, 'rem') ?? [])
  },
  tasks: (setting) => {
    const ids = texts(setting) as readonly string[]
    if (!ids.every((id) => setting.world.state.tasks.has(id))) throw invalid()
    return ids
  },
  emoji: (setting) => {
    const given = Number(number(setting))
    if (!Number.isInteger(given) || given < 0 || given > 5) throw invalid()
    return given
  },
  manual_progress: (setting) => {
    const { current } = object(setting)
    if (typeof current !== 'number') throw invalid()
    return { current }
  },
  location: (setting) => {
    const asked = object(setting)
    if (!isObject(asked['location']) || typeof asked['formatted_address'] !== 'string') throw invalid()
    return { location: asked['location'], formatted_address: asked['formatted_address'] }
  },
  attachment: texts,
  automatic_progress: refused,
  formula: refused,
  votes: refused,
}
