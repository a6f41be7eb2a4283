import { badInput } from '../http/api-error.ts'
import { isObject, type JsonObject } from '../http/read-input.ts'
import type { Field, Task } from '../state/model.ts'
import type { World } from '../world.ts'

type Wanted = (task: Task) => boolean
/** `has`: what the task has, as a list; `asked`: the condition's value, as a list. */
type Operator = (has: readonly unknown[], asked: readonly unknown[]) => boolean

const same = (a: unknown, b: unknown): boolean => String(a).toLowerCase() === String(b).toLowerCase()
const within = (has: readonly unknown[], one: unknown): boolean => has.some((other) => same(other, one))
const ordered =
  (fits: (value: number, bound: number) => boolean): Operator =>
  (has, [bound]) =>
    has.length > 0 && fits(Number(has[0]), Number(bound))

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': (has, [asked]) => has.some((one) => String(one).toLowerCase().includes(String(asked).toLowerCase())),
  '==': (has, [asked]) => within(has, asked),
  '!=': (has, [asked]) => !has.some((one) => String(one).toLowerCase().includes(String(asked).toLowerCase())),
  '!==': (has, [asked]) => !within(has, asked),
  '<': ordered((value, bound) => value < bound),
  '<=': ordered((value, bound) => value <= bound),
  '>': ordered((value, bound) => value > bound),
  '>=': ordered((value, bound) => value >= bound),
  'IS NULL': (has) => has.length === 0,
  'IS NOT NULL': (has) => has.length > 0,
  RANGE: (has, [low, high]) =>
    has.length > 0 && Number(has[0]) >= Number(low) && Number(has[0]) <= Number(high),
  ANY: (has, asked) => asked.some((one) => within(has, one)),
  ALL: (has, asked) => asked.every((one) => within(has, one)),
  'NOT ANY': (has, asked) => !asked.some((one) => within(has, one)),
  'NOT ALL': (has, asked) => !asked.every((one) => within(has, one)),
}

/** The parameter is one JSON text: a list of `{field_id, operator, value}`, or a single one. */
export function readFieldConditions(world: World, text: string | null): readonly Wanted[] {
  if (text === null || text === '') return []
  const parsed = parse(text)
  return (Array.isArray(parsed) ? parsed : [parsed]).map((one) => {
    if (!isObject(one)) throw badInput('Field must be a json parsable string', 'ITEM_155')
    return conditionOf(world, one)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput('Field must be a json parsable string', 'ITEM_155')
  }
}

function conditionOf(world: World, source: JsonObject): Wanted {
  const field = world.state.fields.get(String(source['field_id']))
  const operator = OPERATORS[String(source['operator'])]
  if (field === undefined || operator === undefined)
    throw badInput('Custom field filter invalid', 'FIELD_008')
  const asked = askedValues(source['value'])
  return (task) => operator(comparable(field, task.values.get(field.id)), asked)
}

function askedValues(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (isObject(value)) return [value['low_value'], value['high_value']]
  return value === undefined ? [] : [value]
}

/** A drop-down is found by its option's id and by its place. */
function comparable(field: Field, stored: unknown): readonly unknown[] {
  if (stored === undefined) return []
  if (field.type === 'drop_down') return [stored, field.options.findIndex((option) => option.id === stored)]
  if (Array.isArray(stored)) return stored
  return isObject(stored) ? [stored['current'] ?? stored['formatted_address']] : [stored]
}
