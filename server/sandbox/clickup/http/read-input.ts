import { badInput } from './api-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readObject(body: unknown): JsonObject {
  if (!isObject(body)) throw badInput('Invalid input', 'INPUT_001')
  return body
}

export function textIn(source: JsonObject, name: string): string | undefined {
  return optional(source, name, isText)
}

export function numberIn(source: JsonObject, name: string): number | undefined {
  return optional(source, name, isNumber)
}

export function flagIn(source: JsonObject, name: string): boolean | undefined {
  return optional(source, name, isFlag)
}

export function numbersIn(source: JsonObject, name: string): readonly number[] | undefined {
  return optional(source, name, isNumbers)
}

export function textsIn(source: JsonObject, name: string): readonly string[] | undefined {
  return optional(source, name, isTexts)
}

/** Absent, null, or a number (of milliseconds). */
export function numberOrNullIn(source: JsonObject, name: string): number | null | undefined {
  return source[name] === null ? null : numberIn(source, name)
}

/** null counts as absent, a value of another type is refused. */
function optional<Value>(
  source: JsonObject,
  name: string,
  fits: (value: unknown) => value is Value,
): Value | undefined {
  const value = source[name]
  if (value === undefined || value === null) return undefined
  if (!fits(value)) throw badInput(`${name} invalid`, 'INPUT_006')
  return value
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(isNumber)
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
