import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { hasShape } from '../../../shared/has-shape.ts'

import type { World } from '../world.ts'
import { ApiError, type ErrorItem } from './api-error.ts'

/** The body as the schema says; every complaint names its place, such as `/externals/0/files`. */
export function readBody<Schema extends TSchema>(
  world: World,
  schema: Schema,
  body: unknown,
): Static<Schema> {
  const given = world.quirks.nullsTaken ? withoutNulls(body) : body
  if (hasShape(schema, given)) return given
  throw new ApiError(400, Value.Errors(schema, given).flatMap(complaintsOf))
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, one]) => one !== null)
  return Object.fromEntries(kept.map(([name, one]) => [name, withoutNulls(one)]))
}

type Found = ReturnType<typeof Value.Errors>[number]

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  object: ['type_error.dict', 'value is not a valid dict'],
  array: ['type_error.list', 'value is not a valid list'],
  string: ['type_error.str', 'str type expected'],
  integer: ['type_error.integer', 'value is not a valid integer'],
}

const KEYWORDS: Readonly<Record<string, readonly [string, string]>> = {
  maxItems: ['value_error.list.max_items', 'ensure this value has fewer items'],
  maxLength: ['value_error.any_str.max_length', 'ensure this value has fewer characters'],
  exclusiveMinimum: ['value_error.number.not_gt', 'ensure this value is greater than 0'],
  enum: ['type_error.enum', 'value is not a valid enumeration member'],
}

const FORMATS: Readonly<Record<string, readonly [string, string]>> = {
  email: ['value_error.email', 'value is not a valid email address'],
  date: ['value_error.date', 'invalid date format'],
}

function complaint([type, title]: readonly [string, string], variable: string): ErrorItem {
  return { type, title, location: { entity: 'body', ...(variable === '' ? {} : { variable }) } }
}

function complaintsOf(found: Found): readonly ErrorItem[] {
  const { instancePath, message } = found
  const other = ['value_error', message] as const
  if (found.keyword === 'required') {
    const missing = ['value_error.missing', 'field required'] as const
    return found.params.requiredProperties.map((name) => complaint(missing, `${instancePath}/${name}`))
  }
  if (found.keyword === 'type') return [complaint(TYPES[String(found.params.type)] ?? other, instancePath)]
  if (found.keyword === 'format') return [complaint(FORMATS[found.params.format] ?? other, instancePath)]
  return [complaint(KEYWORDS[found.keyword] ?? other, instancePath)]
}
