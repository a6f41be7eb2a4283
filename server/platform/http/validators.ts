import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { FastifySchema, FastifySchemaCompiler, FastifySchemaValidationError } from 'fastify'
import { violationsOf } from '../openapi/index.ts'

// All violations at once; bodies are taken as they are, the texts of paths and queries become numbers and booleans.
const OPTIONS = { allErrors: true, strict: false, useDefaults: true, removeAdditional: false, verbose: true }
const strict = new Ajv(OPTIONS)
const coercing = new Ajv({ ...OPTIONS, coerceTypes: 'array' })
formats.default(strict)
formats.default(coercing)

/** Compiles with the first request: all routes together would take a tenth of the start. */
export const compileValidator: FastifySchemaCompiler<FastifySchema> = ({ schema, httpPart }) => {
  const ajv = httpPart === 'body' ? strict : coercing
  let compiled: ValidateFunction | undefined
  const validate: ReturnType<FastifySchemaCompiler<FastifySchema>> = (data: unknown) => {
    compiled ??= ajv.compile(schema)
    const isValid = compiled(data)
    validate.errors = compiled.errors ? inWords(compiled.errors) : null
    return isValid
  }
  return validate
}

/** Without the values, which may be secrets. */
function inWords(errors: readonly ErrorObject[]): FastifySchemaValidationError[] {
  return violationsOf(errors, { in: 'body', pointer: '' }).map(({ pointer, message }) => ({
    keyword: 'violation',
    instancePath: pointer,
    schemaPath: '',
    params: {},
    message,
  }))
}

/** For a body that is one of something or a list of it: what is wrong is told of the form that was meant, not of both. */
export function oneOrMany(forms: {
  readonly one: object
  readonly many: object
}): FastifySchemaCompiler<FastifySchema> {
  return (route) => {
    if (route.httpPart !== 'body') return compileValidator(route)
    const one = compileValidator({ ...route, schema: forms.one })
    const many = compileValidator({ ...route, schema: forms.many })
    const validate: ReturnType<FastifySchemaCompiler<FastifySchema>> = (data: unknown) => {
      const form = Array.isArray(data) ? many : one
      const isValid = form(data)
      validate.errors = form.errors ?? null
      return isValid
    }
    return validate
  }
}
