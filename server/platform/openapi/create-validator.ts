import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { AppError, messageOf } from '../../shared/errors.ts'
import type { ApiDocument } from './document.ts'
import { FORMATS, NUMBER_FORMATS } from './formats.ts'
import type { JsonObject } from './json.ts'
import { linearPattern } from './linear-pattern.ts'
import { refTo } from './pointer.ts'
import { rewriteDocument } from './rewrite-document.ts'
import type { Direction } from './to-json-schema.ts'

export type SchemaError = ErrorObject
export type CheckValue = (value: unknown) => readonly SchemaError[]

/** One per document and direction: the rewritten document is registered once, validators are compiled at first use. */
export interface DocumentValidator {
  readonly schemas: JsonObject
  checkAt(keys: readonly (string | number)[]): CheckValue
}

const DOCUMENT = 'document'

export function createValidator(document: ApiDocument, direction: Direction): DocumentValidator {
  const schemas = rewriteDocument(document, direction)
  const ajv = newAjv()
  ajv.addSchema(schemas, DOCUMENT)
  const compiled = new Map<string, CheckValue>()

  return {
    schemas,
    checkAt: (keys) => {
      const ref = `${DOCUMENT}${refTo(keys)}`
      const known = compiled.get(ref)
      if (known !== undefined) return known
      const check = checkWith(compile(ajv, ref))
      compiled.set(ref, check)
      return check
    },
  }
}

function compile(ajv: Ajv2020, ref: string): ValidateFunction {
  try {
    return ajv.compile({ $ref: ref })
  } catch (error) {
    const reason = `The document's schema at ${ref.slice(DOCUMENT.length)} cannot be used: ${messageOf(error)}`
    throw new AppError('INVALID', reason, { cause: error })
  }
}

function checkWith(validate: ValidateFunction): CheckValue {
  return (value) => (validate(value) ? [] : (validate.errors ?? []))
}

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    inlineRefs: false,
    addUsedSchema: false,
    logger: false,
    // Patterns of real documents are not valid under the u flag.
    unicodeRegExp: false,
    code: { regExp: Object.assign(patternOf, { code: 'patternOf' }) },
  })
  for (const [name, { check }] of Object.entries(FORMATS)) ajv.addFormat(name, check)
  for (const [name, validate] of Object.entries(NUMBER_FORMATS)) {
    ajv.addFormat(name, { type: 'number', validate })
  }
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: areUnique })
  return ajv
}

/** Patterns that cannot be matched in linear time are not checked: one of them could hang the process. */
function patternOf(source: string): { test(text: string): boolean } {
  return linearPattern(source) ?? { test: () => true }
}

/** Linear, where comparing each with each would let a large body hold the process. */
function areUnique(isWanted: boolean, items: readonly unknown[]): boolean {
  return !isWanted || new Set(items.map((item) => JSON.stringify(item))).size === items.length
}
