import { missingParameter, wrongShape } from './api-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readObject(body: unknown): JsonObject {
  if (!isObject(body)) throw wrongShape('the body is no JSON object')
  return body
}

export function readObjects(body: unknown): readonly JsonObject[] {
  if (!Array.isArray(body)) throw wrongShape('the body is no JSON array')
  return body.map(readObject)
}

export function optionalText(source: JsonObject, name: string): string | undefined {
  return optional(source, name, isText)
}

export function requiredText(source: JsonObject, name: string): string {
  const value = optionalText(source, name)
  if (value === undefined || value === '') throw missingParameter(name)
  return value
}

export function optionalNumber(source: JsonObject, name: string): number | undefined {
  return optional(source, name, isNumber)
}

export function requiredNumber(source: JsonObject, name: string): number {
  const value = optionalNumber(source, name)
  if (value === undefined) throw missingParameter(name)
  return value
}

export function optionalFlag(source: JsonObject, name: string): boolean | undefined {
  return optional(source, name, isFlag)
}

export function optionalTexts(source: JsonObject, name: string): readonly string[] | undefined {
  return optional(source, name, isTexts)
}

export function optionalObject(source: JsonObject, name: string): JsonObject | undefined {
  return optional(source, name, isObject)
}

export function optionalInstant(source: JsonObject, name: string): number | undefined {
  const text = optionalText(source, name)
  return text === undefined ? undefined : readInstant(text, name)
}

export function requiredInstant(source: JsonObject, name: string): number {
  return readInstant(requiredText(source, name), name)
}

export function oneOf<Value extends string>(text: string, allowed: readonly Value[], name: string): Value {
  const found = allowed.find((value) => value === text)
  if (found === undefined) throw wrongShape(`${name} must be one of ${allowed.join(', ')}`)
  return found
}

function readInstant(text: string, name: string): number {
  // Dates without a zone are read as UTC here; the real one reads them in the account's zone.
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`
  const ms = Date.parse(zoned)
  if (Number.isNaN(ms)) throw wrongShape(`${name} is no date`)
  return ms
}

/** null counts as absent, a value of another type is refused. */
function optional<Value>(
  source: JsonObject,
  name: string,
  fits: (value: unknown) => value is Value,
): Value | undefined {
  const value = source[name]
  if (value === undefined || value === null) return undefined
  if (!fits(value)) throw wrongShape(`${name} has the wrong type`)
  return value
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
