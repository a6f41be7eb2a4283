import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { FastifySchema, FastifySchemaCompiler } from 'fastify'

// All violations at once; bodies are taken as they are, the texts of paths and queries become numbers and booleans.
const strict = new Ajv({ allErrors: true, strict: false, useDefaults: true, removeAdditional: false })
const coercing = new Ajv({
  allErrors: true,
  strict: false,
  useDefaults: true,
  removeAdditional: false,
  coerceTypes: 'array',
})
formats.default(strict)
formats.default(coercing)

export const compileValidator: FastifySchemaCompiler<FastifySchema> = ({
  schema,
  httpPart,
}): ValidateFunction => (httpPart === 'body' ? strict : coercing).compile(schema)
