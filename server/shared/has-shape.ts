import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'

/** Undefined: checked once so far. */
const validators = new WeakMap<TSchema, Validator | undefined>()

/**
 * Whether the value has the schema's shape. A schema that comes again is compiled, which costs about as much as a hundred checks without
 * and makes each one after it a hundred times as fast; one that is made for a single check never is.
 */
export function hasShape<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  if (!validators.has(schema)) {
    validators.set(schema, undefined)
    return Value.Check(schema, value)
  }
  const validator = validators.get(schema) ?? Compile(schema)
  validators.set(schema, validator)
  return validator.Check(value)
}
