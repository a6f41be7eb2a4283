import { pointerOf } from '../../shared/json-pointer.ts'
import { isArray, isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import { resolveSchema } from './document.ts'
import { listOf } from './json.ts'

const MAX_FOUND = 50
const MAX_DEPTH = 24
const MAX_COMBINED = 16

interface Step {
  readonly schema: unknown
  readonly value: unknown
  readonly keys: readonly (string | number)[]
}

/** Pointers of properties that the document does not know, where it lists properties and does not say "any other". */
export function unexpectedProperties(
  schemas: JsonObject,
  schema: unknown,
  value: unknown,
): readonly string[] {
  const found: string[] = []
  const open: Step[] = [{ schema, value, keys: [] }]
  for (let step = open.pop(); step !== undefined && found.length < MAX_FOUND; step = open.pop()) {
    if (step.keys.length > MAX_DEPTH) continue
    const forms = formsOf(schemas, step.schema)
    if (isArray(step.value)) open.push(...itemSteps(forms, step.value, step.keys))
    else if (isObject(step.value)) {
      const known = knownProperties(forms)
      if (known === undefined) continue
      for (const [name, part] of Object.entries(step.value)) {
        const keys = [...step.keys, name]
        const parts = known.get(name)
        if (parts === undefined) found.push(pointerOf(keys))
        else open.push({ schema: { anyOf: parts }, value: part, keys })
      }
    }
  }
  return found
}

/** The schema itself and everything that it combines. */
function formsOf(schemas: JsonObject, schema: unknown): readonly JsonObject[] {
  const forms: JsonObject[] = []
  const open: unknown[] = [schema]
  for (let next = open.pop(); next !== undefined && forms.length < MAX_COMBINED; next = open.pop()) {
    const form = resolveSchema(schemas, next)
    forms.push(form)
    open.push(...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listOf(form[keyword])))
  }
  return forms
}

function knownProperties(forms: readonly JsonObject[]): ReadonlyMap<string, readonly unknown[]> | undefined {
  const isOpen = forms.some(
    (form) =>
      form['additionalProperties'] === true ||
      isObject(form['additionalProperties']) ||
      form['patternProperties'] !== undefined,
  )
  const known = new Map<string, unknown[]>()
  for (const form of forms) {
    for (const [name, part] of Object.entries(objectOf(form['properties']))) {
      known.set(name, [...(known.get(name) ?? []), part])
    }
  }
  return isOpen || known.size === 0 ? undefined : known
}

function itemSteps(
  forms: readonly JsonObject[],
  items: readonly unknown[],
  keys: Step['keys'],
): readonly Step[] {
  const parts = forms.flatMap((form) => (form['items'] === undefined ? [] : [form['items']]))
  if (parts.length === 0) return []
  return items.map((value, index) => ({ schema: { anyOf: parts }, value, keys: [...keys, index] }))
}
