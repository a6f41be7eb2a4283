import { pointerOf } from '../../shared/json-pointer.ts'
import { isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import type { Violation } from '../../shared/errors.ts'
import type { SchemaError } from './create-validator.ts'
import { FORMATS } from './formats.ts'
import { ofMeantForm } from './meant-form.ts'
import { listOf } from './json.ts'

const MAX_VIOLATIONS = 100
const MAX_LISTED = 12

/** The validator's errors in plain words, each once, at the pointer of the value that is wrong. */
export function violationsOf(
  errors: readonly SchemaError[],
  place: { in: Violation['in']; pointer: string },
): readonly Violation[] {
  const found = new Map<string, Violation>()
  for (const error of withoutBranches(errors)) {
    const pointer = `${place.pointer}${error.instancePath}${missingName(error)}`
    const message = messageFor(error)
    if (found.size < MAX_VIOLATIONS) found.set(`${pointer} ${message}`, { in: place.in, pointer, message })
  }
  return [...found.values()]
}

function missingName(error: SchemaError): string {
  const name: unknown =
    error.keyword === 'required'
      ? error.params['missingProperty']
      : (error.params['additionalProperty'] ?? error.params['unevaluatedProperty'])
  return typeof name === 'string' ? pointerOf([name]) : ''
}

/**
 * Of a choice only the choice itself is told, unless it is "this or null", or what was given says which form it has: then what is wrong
 * with this. The errors of its branches stand right before its own.
 */
function withoutBranches(errors: readonly SchemaError[]): readonly SchemaError[] {
  const kept: SchemaError[] = []
  for (let at = errors.length - 1; at >= 0; at -= 1) {
    const error = errors[at]
    if (error === undefined) break
    if (!isChoice(error) || isNullable(error)) {
      kept.push(error)
      continue
    }
    const end = at
    while (at > 0 && isWithin(errors[at - 1], error)) at -= 1
    const meant = ofMeantForm(error, errors.slice(at, end))
    kept.push(...(meant === undefined ? [error] : withoutBranches(meant).toReversed()))
  }
  const nullable = kept.filter((error) => isChoice(error) && isNullable(error))
  return kept
    .filter((error) => error.keyword !== 'if' && !nullable.includes(error))
    .filter((error) => !nullable.some((orNull) => isNullBranch(orNull, error)))
    .toReversed()
}

function isChoice(error: SchemaError): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf'
}

function branchesOf(error: SchemaError): readonly JsonObject[] {
  return listOf(error.schema).filter(isObject)
}

function isNullable(error: SchemaError): boolean {
  const branches = branchesOf(error)
  return branches.length === 2 && branches.some((branch) => branch['type'] === 'null')
}

function isNullBranch(choice: SchemaError, error: SchemaError): boolean {
  return error.keyword === 'type' && error.instancePath === choice.instancePath && error.schema === 'null'
}

function isWithin(error: SchemaError | undefined, choice: SchemaError): boolean {
  if (error === undefined) return false
  return (
    error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`)
  )
}

type Wording = (error: SchemaError) => string

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

const WORDINGS: Readonly<Record<string, Wording>> = {
  required: () => 'is required',
  dependentRequired: () => 'is required here',
  type: (error) => `must be ${typeNames(error.schema)}`,
  enum: (error) => allowedValues(listOf(error.schema)),
  const: (error) => `must be ${JSON.stringify(error.schema)}`,
  format: (error) => formatWording(String(error.schema)),
  pattern: (error) => `must match ${String(error.schema)}`,
  minLength: (error) =>
    error.schema === 1 ? 'must not be empty' : `must have at least ${limit(error)} characters`,
  maxLength: (error) => `must have at most ${limit(error)} characters`,
  minimum: (error) => `must be ${limit(error)} or more`,
  maximum: (error) => `must be ${limit(error)} or less`,
  exclusiveMinimum: (error) => `must be more than ${limit(error)}`,
  exclusiveMaximum: (error) => `must be less than ${limit(error)}`,
  multipleOf: (error) => `must be a multiple of ${limit(error)}`,
  minItems: (error) =>
    error.schema === 1 ? 'must not be empty' : `must have at least ${limit(error)} items`,
  maxItems: (error) => `must have at most ${limit(error)} items`,
  uniqueItems: () => 'must not hold the same item twice',
  minProperties: (error) => `must have at least ${limit(error)} properties`,
  maxProperties: (error) => `must have at most ${limit(error)} properties`,
  additionalProperties: () => 'is not known here',
  unevaluatedProperties: () => 'is not known here',
  anyOf: () => 'fits none of the allowed forms',
  oneOf: (error) =>
    Array.isArray(error.params['passingSchemas'])
      ? 'fits more than one of the allowed forms'
      : 'fits none of the allowed forms',
  not: () => 'has a form that is not allowed',
  'false schema': () => 'is not allowed',
}

function messageFor(error: SchemaError): string {
  return WORDINGS[error.keyword]?.(error) ?? error.message ?? 'does not fit the document'
}

function limit(error: SchemaError): string {
  return String(objectOf(error.params)['limit'] ?? error.schema)
}

function typeNames(schema: unknown): string {
  const names = Array.isArray(schema) ? schema : [schema]
  return names.map((name) => TYPE_NAMES[String(name)] ?? String(name)).join(' or ')
}

function allowedValues(values: readonly unknown[]): string {
  const listed = values
    .slice(0, MAX_LISTED)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  if (values.length === 1) return `must be ${listed.join('')}`
  if (values.length <= MAX_LISTED) return `must be one of ${listed.join(', ')}`
  return `must be one of ${values.length} values, such as ${listed.slice(0, 5).join(', ')}`
}

function formatWording(format: string): string {
  const like = FORMATS[format]?.like
  return like === undefined ? `must be a valid ${format}` : `must be a valid ${format}, like ${like}`
}
