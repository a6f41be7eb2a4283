import { Ajv2020, type AnySchema, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { isObject, type JsonObject } from '../../shared/json.ts'
import { AppError, messageOf } from '../../shared/errors.ts'
import { type ApiDocument, locate } from './document.ts'
import { FORMATS, NUMBER_FORMATS } from './formats.ts'
import { linearPattern } from './linear-pattern.ts'
import { lookUp, refTo } from './pointer.ts'
import { rewriteDocument } from './rewrite-document.ts'
import type { Direction } from './to-json-schema.ts'

export type SchemaError = ErrorObject
type CheckValue = (value: unknown) => readonly SchemaError[]

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

  function checkOf(name: string, compileIt: () => ValidateFunction): CheckValue {
    const known = compiled.get(name)
    if (known !== undefined) return known
    const check = checkWith(compileIt())
    compiled.set(name, check)
    return check
  }

  function compiledAt(keys: readonly (string | number)[]): CheckValue {
    const place = followed(schemas, keys)
    const ref = `${DOCUMENT}${refTo(place)}`
    const known = compiled.get(ref)
    if (known !== undefined) return known
    const own = standaloneText(lookUp(schemas, place))
    const check = checkOf(own ?? ref, () => compile(ajv, own === undefined ? { $ref: ref } : JSON.parse(own)))
    compiled.set(ref, check)
    return check
  }

  // An operation asks with the same keys each time.
  const byKeys = new WeakMap<readonly (string | number)[], CheckValue>()

  return {
    schemas,
    checkAt: (keys) => {
      const check = byKeys.get(keys) ?? compiledAt(keys)
      byKeys.set(keys, check)
      return check
    },
  }
}

const MAX_STANDALONE = 1000

/** A small schema without references; the same one stands at many places and is compiled once. */
function standaloneText(schema: unknown): string | undefined {
  const text = JSON.stringify(schema) ?? '{}'
  return text.length <= MAX_STANDALONE && !text.includes('"$ref"') ? text : undefined
}

/** A place that only refers to another is that other one. */
function followed(schemas: JsonObject, keys: readonly (string | number)[]): readonly (string | number)[] {
  const schema = lookUp(schemas, keys)
  if (!isObject(schema) || Object.keys(schema).length !== 1) return keys
  return locate(schemas, { value: schema, keys })?.keys ?? keys
}

function compile(ajv: Ajv2020, schema: AnySchema): ValidateFunction {
  try {
    return ajv.compile(schema)
  } catch (error) {
    const reason = `A schema of the document cannot be used: ${messageOf(error)} (in ${JSON.stringify(schema)})`
    throw new AppError('INVALID', reason, { cause: error })
  }
}

function checkWith(validate: ValidateFunction): CheckValue {
  return (value) => {
    try {
      return validate(value) ? [] : (validate.errors ?? [])
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      const reason = 'The document has a schema that contains itself without end, so this cannot be checked.'
      throw new AppError('INVALID', reason, { cause: error })
    }
  }
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
