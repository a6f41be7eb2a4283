import { pointerOf } from '../../shared/json-pointer.ts'
import { isArray, isObject, type JsonObject, valueAt } from '../../shared/json.ts'
import type { Violation } from '../../shared/errors.ts'
import { problemOfHeaderText, problemOfPathText, problemOfText } from './check-text.ts'
import { coerceValue } from './coerce-value.ts'
import type { CompiledOperation } from './compile-operation.ts'
import { resolveSchema } from './document.ts'
import type { Parameter } from './operation.ts'
import { lookUp } from './pointer.ts'
import { violationsOf } from './violations-of.ts'

type Place = 'path' | 'query' | 'header'

interface CheckedValues {
  readonly violations: readonly Violation[]
  readonly values: JsonObject
}

/** Unknown, missing and wrong values of one place, all at once; the values come back in the types of the document. */
export function validateParameters(
  compiled: CompiledOperation,
  place: Place,
  given: JsonObject,
): CheckedValues {
  const known = compiled.operation.parameters.filter((parameter) => parameter.in === place)
  const violations: Violation[] = unknownNames(known, place, Object.keys(given))
  const values: Record<string, unknown> = {}
  for (const parameter of known) {
    const value = givenValue(parameter, given) ?? defaultOf(compiled, parameter)
    const pointer = pointerOf([parameter.name])
    if (value === undefined || value === null) {
      if (parameter.required) violations.push({ in: place, pointer, message: 'is required' })
      continue
    }
    const checked = validateValue(compiled, parameter, value)
    violations.push(...checked.violations)
    values[parameter.name] = checked.value
  }
  return { violations, values }
}

function givenValue(parameter: Parameter, given: JsonObject): unknown {
  if (parameter.in !== 'header') return valueAt(given, parameter.name)
  const name = Object.keys(given).find((key) => key.toLowerCase() === parameter.name.toLowerCase())
  return name === undefined ? undefined : given[name]
}

/** A required parameter with a documented default may be left out: the default is sent. */
function defaultOf(compiled: CompiledOperation, parameter: Parameter): unknown {
  if (!parameter.required || parameter.schemaKeys === undefined) return undefined
  const { schemas } = compiled.request
  return resolveSchema(schemas, lookUp(schemas, parameter.schemaKeys))['default']
}

function unknownNames(known: readonly Parameter[], place: Place, names: readonly string[]): Violation[] {
  const form = (name: string): string => (place === 'header' ? name.toLowerCase() : name)
  const allowed = new Set(known.map(({ name }) => form(name)))
  const unknown = names.filter((name) => !allowed.has(form(name)))
  if (unknown.length === 0) return []
  const list = known.map(({ name }) => name).join(', ')
  const hint = known.length === 0 ? 'this operation has none' : `known are ${list}`
  const message = `is no ${place} parameter; ${hint}`
  return unknown.map((name) => ({ in: place, pointer: pointerOf([name]), message }))
}

function validateValue(
  compiled: CompiledOperation,
  parameter: Parameter,
  value: unknown,
): { violations: readonly Violation[]; value: unknown } {
  const place = placeOf(parameter)
  const pointer = pointerOf([parameter.name])
  const problem = textsIn(value).flatMap((text) => problemOf(place, text) ?? [])[0]
  if (problem !== undefined) return { violations: [{ in: place, pointer, message: problem }], value }
  if (parameter.schemaKeys === undefined) return { violations: [], value }

  const { schemas } = compiled.request
  const schema = lookUp(schemas, parameter.schemaKeys)
  const coerced = coerceValue(schemas, { schema, style: parameter.style }, value)
  const errors = compiled.request.checkAt(parameter.schemaKeys)(coerced)
  // The caller's own digits are sent: a long number would lose some of them.
  const isSameText = typeof value === 'string' && typeof coerced === 'number'
  return { violations: violationsOf(errors, { in: place, pointer }), value: isSameText ? value : coerced }
}

function placeOf(parameter: Parameter): Place {
  return parameter.in === 'path' || parameter.in === 'header' ? parameter.in : 'query'
}

function problemOf(place: Place, text: string): string | undefined {
  if (place === 'path') return problemOfPathText(text)
  return place === 'header' ? problemOfHeaderText(text) : problemOfText(text)
}

function textsIn(value: unknown): readonly string[] {
  if (isArray(value)) return value.flatMap(textsIn)
  if (isObject(value)) return Object.entries(value).flatMap(([key, part]) => [key, ...textsIn(part)])
  if (typeof value === 'string') return [value]
  return value === null || value === undefined ? [] : [JSON.stringify(value)]
}
