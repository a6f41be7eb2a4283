import type { Schema } from '../api/types.ts'
import { isArray, isObject, listOf, objectOf, tokenOf, valueAt } from './json.ts'
import { branchesOf, expand, isNullBranch, mergeSchemas, nameOfRef, typesOf } from './schema.ts'

export type Kind = 'text' | 'number' | 'options' | 'file' | 'object' | 'list' | 'choice'

/** What a schema looks like in a form. */
export interface Shape {
  readonly kind: Kind
  readonly root: Schema
  /** Expanded: neither references nor `allOf` at its top. */
  readonly schema: Schema
  readonly isNullable: boolean
  /** The values of a choice among a few, null among them. */
  readonly options: readonly unknown[]
  readonly variants: readonly Variant[]
}

export interface Variant {
  /** What the document calls it, if it does. */
  readonly name: string | undefined
  readonly shape: Shape
}

export interface Property {
  readonly name: string
  readonly shape: Shape
  readonly isRequired: boolean
}

/** Bodies in which a binary text is a file carry this mark at their root. */
export const FILES_MARK = 'x-switchyard-files'

const ANY_SCHEMAS: readonly Schema[] = ['string', 'number', 'boolean', 'array', 'object', 'null'].map(
  (type) => ({ type }),
)
// Choices may hold themselves.
const MAX_NESTED_CHOICES = 4
const known = new WeakMap<object, Shape>()

/** Of the same schema always the same shape, so that fields can tell that nothing has changed. */
export function shapeOf(root: Schema, schema: unknown): Shape {
  if (!isObject(schema)) return ANY
  const shape = known.get(schema) ?? makeShape(root, expand(root, schema))
  known.set(schema, shape)
  return shape
}

function makeShape(root: Schema, whole: Schema): Shape {
  const { schema, isNullable } = withoutNull(root, whole)
  const options = optionsOf(root, schema)
  const base = { root, schema, isNullable, variants: [], options: [] }
  if (options !== undefined)
    return { ...base, kind: 'options', options: [...new Set(isNullable ? [...options, null] : options)] }
  const branches = branchesOf(schema)
  if (branches.length > 0) return { ...base, kind: 'choice', variants: variantsOf(root, schema, branches) }
  const kind = kindOf(root, schema)
  return kind === 'choice' ? { ...base, kind, variants: ANY_VARIANTS } : { ...base, kind }
}

/** "This or null" is this, with null beside it. */
function withoutNull(root: Schema, schema: Schema): Pick<Shape, 'schema' | 'isNullable'> {
  const types = typesOf(schema)
  if (types.length > 1 && types.includes('null'))
    return { schema: { ...schema, type: types.filter((type) => type !== 'null') }, isNullable: true }
  for (const keyword of ['oneOf', 'anyOf']) {
    const branches = listOf(schema[keyword])
    const others = branches.filter((branch) => !isNullBranch(root, branch))
    if (others.length === branches.length || others.length === 0) continue
    const { [keyword]: _, ...rest } = schema
    const left =
      others.length === 1 ? mergeSchemas(expand(root, others[0]), rest) : { ...rest, [keyword]: others }
    return { schema: left, isNullable: true }
  }
  return { schema, isNullable: false }
}

/** The values of a choice among a few; a choice among fixed values in any writing is one. */
function optionsOf(root: Schema, schema: Schema, depth = 0): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']]
  if (isArray(schema['enum'])) return [...new Set(schema['enum'])]
  const branches = listOf(schema['oneOf'] ?? schema['anyOf'])
  if (branches.length > 0) {
    if (depth > MAX_NESTED_CHOICES) return undefined
    const inner = branches.map((branch) => optionsOf(root, expand(root, branch), depth + 1))
    return inner.every((part) => part !== undefined) ? [...new Set(inner.flat())] : undefined
  }
  const types = typesOf(schema)
  return types.length === 1 ? OPTIONS_OF_TYPE[types[0] ?? ''] : undefined
}

const OPTIONS_OF_TYPE: Readonly<Record<string, readonly unknown[]>> = { boolean: [true, false], null: [null] }

function variantsOf(root: Schema, schema: Schema, branches: readonly unknown[]): readonly Variant[] {
  const { oneOf: _, anyOf: __, title: ___, description: ____, default: _____, ...base } = schema
  return branches.map((branch) => {
    const own = expand(root, branch)
    const title = own['title']
    let shape: Shape | undefined
    return {
      name: typeof title === 'string' ? title : nameOfRef(branch),
      // A getter, because a variant may hold the choice itself.
      get shape() {
        shape ??= shapeOf(root, mergeSchemas(base, own))
        return shape
      },
    }
  })
}

const KEYWORDS: readonly (readonly [Kind, readonly string[]])[] = [
  ['object', ['properties', 'additionalProperties', 'patternProperties', 'minProperties', 'maxProperties']],
  ['list', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['text', ['minLength', 'maxLength', 'pattern']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
]
const KINDS: Readonly<Record<string, Kind>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  array: 'list',
  object: 'object',
}

/** By its type; without one, by the keywords that only make sense for one; otherwise anything: a choice. */
function kindOf(root: Schema, schema: Schema): Kind {
  const isBinary = schema['format'] === 'binary' && root[FILES_MARK] === true
  if (isBinary) return 'file'
  const [type] = typesOf(schema)
  if (type !== undefined) return KINDS[type] ?? 'choice'
  return KEYWORDS.find(([, keywords]) => keywords.some((keyword) => keyword in schema))?.[0] ?? 'choice'
}

const ANY_VARIANTS: readonly Variant[] = ANY_SCHEMAS.map((schema) => ({
  name: undefined,
  get shape() {
    return shapeOf(schema, schema)
  },
}))

/** Any JSON value at all. */
export const ANY: Shape = {
  kind: 'choice',
  root: {},
  schema: {},
  isNullable: false,
  options: [],
  variants: ANY_VARIANTS,
}

const knownProperties = new WeakMap<Shape, readonly Property[]>()

/** What may be set, required ones first; what only answers have is left out. */
export function propertiesOf(shape: Shape): readonly Property[] {
  const properties = knownProperties.get(shape) ?? readProperties(shape)
  knownProperties.set(shape, properties)
  return properties
}

function readProperties({ root, schema }: Shape): readonly Property[] {
  const required = new Set(listOf(schema['required']))
  const all = Object.entries(objectOf(schema['properties']))
    .filter(([, property]) => property !== false)
    .map(([name, property]) => ({
      name,
      shape: shapeOf(root, property),
      isRequired: required.has(name),
    }))
    .filter(({ shape }) => shape.schema['readOnly'] !== true)
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)]
}

/** What a property may hold that the schema does not name; undefined when the schema does not ask for any. */
export function extraShape({ root, schema }: Shape, name = ''): Shape | undefined {
  const patterns = Object.entries(objectOf(schema['patternProperties']))
  const pattern = patterns.find(([source]) => matches(source, name)) ?? patterns[0]
  if (pattern !== undefined) return shapeOf(root, pattern[1])
  const extra = schema['additionalProperties']
  if (extra === false) return undefined
  if (isObject(extra)) return shapeOf(root, extra)
  return extra === true || schema['properties'] === undefined ? ANY : undefined
}

function matches(source: string, name: string): boolean {
  try {
    return new RegExp(source).test(name)
  } catch {
    return false
  }
}

export function itemShape({ root, schema }: Shape, index: number): Shape {
  return shapeOf(root, valueAt(schema['prefixItems'], index) ?? schema['items'])
}

/** Takes so much room that it is closed until somebody opens it. */
export function isDeep(shape: Shape): boolean {
  if (shape.kind !== 'choice') return shape.kind === 'object'
  return shape.variants !== ANY_VARIANTS && shape.variants.some((variant) => variant.shape.kind === 'object')
}

export function isAny(shape: Shape): boolean {
  return shape.variants === ANY_VARIANTS
}

const SHOWABLE: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' || typeof value === 'string',
  options: () => true,
  file: (value) => isObject(value) && '$file' in value,
  object: isObject,
  list: isArray,
  choice: () => true,
}

/** Whether the controls of this shape can show the value; otherwise it is shown as any value. */
export function canShow(shape: Shape, value: unknown): boolean {
  return value === undefined || value === null || SHOWABLE[shape.kind](value)
}

export function pointerTo(pointer: string, key: string | number): string {
  return `${pointer}/${tokenOf(key)}`
}
