import type { Schema } from '../api/types.ts'
import { isArray, isObject, isSame, keysOf, listOf, objectOf, valueAt } from './json.ts'

// More combinations than this are no choice that a person can make.
const MAX_COMBINATIONS = 40

type Merge = (left: unknown, right: unknown) => unknown

/** A schema with its references followed and its `allOf` merged, for showing; what is checked is the schema itself. */
export function expand(root: Schema, schema: unknown, seen: readonly string[] = []): Schema {
  if (!isObject(schema)) return {}
  const { $ref, allOf, $defs: _, ...own } = schema
  const parts = [...listOf(allOf).map((part) => expand(root, part, seen)), own]
  if (typeof $ref === 'string' && !seen.includes($ref))
    parts.unshift(expand(root, referred(root, $ref), [...seen, $ref]))
  return parts.reduce(mergeSchemas)
}

/** What both say at once. */
export function mergeSchemas(left: Schema, right: Schema): Schema {
  const common = Object.keys(left).filter((key) => key in right && key in MERGES)
  return {
    ...left,
    ...right,
    ...Object.fromEntries(common.map((key) => [key, MERGES[key]?.(left[key], right[key])])),
  }
}

function referred(root: Schema, ref: string): unknown {
  return keysOf(decodeURIComponent(ref.slice(1))).reduce<unknown>((holder, key) => valueAt(holder, key), root)
}

/** The last word of a reference, which is what the document calls it. */
export function nameOfRef(schema: unknown): string | undefined {
  const ref = objectOf(schema)['$ref']
  return typeof ref === 'string' ? keysOf(decodeURIComponent(ref.slice(1))).at(-1) : undefined
}

/** The names of the types that are declared. */
export function typesOf(schema: Schema): readonly string[] {
  return [schema['type']].flat().filter((type) => typeof type === 'string')
}

const larger: Merge = (left, right) => Math.max(Number(left), Number(right))
const smaller: Merge = (left, right) => Math.min(Number(left), Number(right))
const combined: Merge = (left, right) => branchProduct(listOf(left), listOf(right))

const MERGES: Readonly<Record<string, Merge>> = {
  properties: (left, right) => mergeProperties(objectOf(left), objectOf(right)),
  required: (left, right) => [...new Set([...listOf(left), ...listOf(right)])],
  type: (left, right) => mergeTypes([left].flat(), [right].flat()),
  enum: (left, right) => listOf(left).filter((value) => listOf(right).some((other) => isSame(value, other))),
  oneOf: combined,
  anyOf: combined,
  items: (left, right) => ({ allOf: [left, right] }),
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
}

function mergeProperties(left: Schema, right: Schema): Schema {
  const common = Object.keys(left).filter((name) => name in right)
  return {
    ...left,
    ...right,
    ...Object.fromEntries(common.map((name) => [name, { allOf: [left[name], right[name]] }])),
  }
}

function mergeTypes(left: readonly unknown[], right: readonly unknown[]): unknown {
  const both = left.filter((type) => right.includes(type) || (type === 'integer' && right.includes('number')))
  if (both.length === 0 && left.includes('number') && right.includes('integer')) return 'integer'
  return both.length === 1 ? both[0] : both
}

/** Each of the one with each of the other. */
function branchProduct(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  if (left.length === 0 || right.length === 0) return left.length === 0 ? right : left
  return left.flatMap((one) => right.map((other) => ({ allOf: [one, other] }))).slice(0, MAX_COMBINATIONS)
}

/** The branches of `oneOf` and `anyOf`, and of several types. */
export function branchesOf(schema: Schema): readonly unknown[] {
  const branches = branchProduct(listOf(schema['oneOf']), listOf(schema['anyOf']))
  if (branches.length > 0) return branches
  const types = typesOf(schema).filter((type, _, all) => type !== 'integer' || !all.includes('number'))
  return types.length > 1 ? types.map((type) => ({ type })) : []
}

export function isNullBranch(root: Schema, branch: unknown): boolean {
  const schema = expand(root, branch)
  const values = isArray(schema['enum']) ? schema['enum'] : [schema['const']]
  return schema['type'] === 'null' || (values.length === 1 && values[0] === null)
}
