import type { OutputUnit } from '@cfworker/json-schema'
import { t } from '../i18n/index.ts'
import type { Schema } from '../api/types.ts'
import { isArray, isObject, listOf, tokenOf } from './json.ts'
import { keywordValue, prepareSchema, type PreparedSchema } from './prepare-schema.ts'
import { wordingOf } from './wording.ts'

interface Fault {
  readonly pointer: string
  readonly message: string
}

// They only say that something below them is wrong.
const WRAPPERS = new Set(
  [
    '$ref allOf if dependentSchemas properties patternProperties additionalProperties unevaluatedProperties',
    'items prefixItems additionalItems unevaluatedItems',
  ].flatMap((line) => line.split(' ')),
)

/** What is wrong with a value by its schema, in plain words, each at the pointer of the value. */
export function faultsOf(schema: unknown, value: unknown): readonly Fault[] {
  if (schema === false) return [{ pointer: '', message: t('form.must.notKnown') }]
  if (!isObject(schema)) return []
  const prepared = prepareSchema(schema)
  const found = new Map<string, Fault>()
  for (const unit of withoutBranches(prepared, errorsOf(prepared, value))) {
    const fault = faultOf(prepared.root, unit)
    found.set(`${fault.pointer} ${fault.message}`, fault)
  }
  return [...found.values()]
}

function errorsOf({ validator }: PreparedSchema, value: unknown): readonly OutputUnit[] {
  try {
    return validator.validate(value).errors
  } catch (error) {
    // A schema that contains itself without end cannot be checked here; the server says so when it is sent.
    if (error instanceof RangeError) return []
    throw error
  }
}

function faultOf(root: Schema, unit: OutputUnit): Fault {
  const pointer = decodeURIComponent(unit.instanceLocation.slice(1))
  const missing = unit.keyword === 'required' ? missingName(unit) : undefined
  if (missing !== undefined)
    return { pointer: `${pointer}/${tokenOf(missing)}`, message: t('form.must.required') }
  return { pointer, message: wordingOf(unit.keyword, keywordValue(root, unit.keywordLocation)) }
}

/** The validator says the name only in its text. */
function missingName({ error }: OutputUnit): string | undefined {
  return /required property "([\s\S]*)"\.$/.exec(error)?.[1]
}

/**
 * Of a choice the one branch that was meant speaks, if it is clear which; otherwise only the choice itself. "This or null" is this.
 * The errors of the branches stand after that of their choice.
 */
function withoutBranches(prepared: PreparedSchema, units: readonly OutputUnit[]): readonly OutputUnit[] {
  const kept: OutputUnit[] = []
  for (let index = 0; index < units.length; index += 1) {
    const unit = units[index]
    if (unit === undefined || WRAPPERS.has(unit.keyword)) continue
    if (unit.keyword !== 'anyOf' && unit.keyword !== 'oneOf') {
      kept.push(unit)
      continue
    }
    const inside = insideOf(units, index)
    const meant = meantBranch(prepared, unit, inside)
    kept.push(...(meant === undefined ? [unit] : withoutBranches(prepared, meant)))
    index += inside.length
  }
  return kept
}

function insideOf(units: readonly OutputUnit[], index: number): readonly OutputUnit[] {
  const location = `${units[index]?.keywordLocation}/`
  const place = units[index]?.instanceLocation ?? ''
  const isInside = (unit: OutputUnit): boolean =>
    unit.keywordLocation.startsWith(location) ||
    // What a `false` schema refuses is told without the place of the schema.
    (unit.keyword === 'false' && unit.instanceLocation.startsWith(place))
  const end = units.findIndex((unit, at) => at > index && !isInside(unit))
  return units.slice(index + 1, end === -1 ? units.length : end)
}

/** The errors of the branch whose type and fixed values fit; undefined when none or several could be meant. */
function meantBranch(
  { root }: PreparedSchema,
  choice: OutputUnit,
  inside: readonly OutputUnit[],
): readonly OutputUnit[] | undefined {
  const branches = listOf(keywordValue(root, choice.keywordLocation))
  const errors = branches.map((_, branch) => errorsOfBranch(choice, inside, branch))
  // Several branches fit, which is not allowed either.
  if (errors.some((part) => part.length === 0)) return undefined
  const others = errors.filter((_, index) => !isNull(branches[index]))
  if (others.length === 1) return others[0]
  const possible = others.filter((part) => !part.some((unit) => isOtherKind(choice, unit)))
  return possible.length === 1 ? possible[0] : undefined
}

function errorsOfBranch(
  choice: OutputUnit,
  inside: readonly OutputUnit[],
  branch: number,
): readonly OutputUnit[] {
  const found: OutputUnit[] = []
  let current = -1
  for (const unit of inside) {
    const location = unit.keywordLocation
    if (location.startsWith(`${choice.keywordLocation}/`))
      current = Number(location.slice(choice.keywordLocation.length + 1).split('/')[0])
    if (current === branch) found.push(unit)
  }
  return found
}

function isNull(branch: unknown): boolean {
  return isObject(branch) && branch['type'] === 'null'
}

/** Of another type, or its property that tells the variants apart has another value. */
function isOtherKind(choice: OutputUnit, { keyword, instanceLocation }: OutputUnit): boolean {
  if (keyword !== 'type' && keyword !== 'const' && keyword !== 'enum') return false
  const below = instanceLocation.slice(choice.instanceLocation.length).split('/').length - 1
  return below === 0 || (below === 1 && keyword !== 'type')
}

const MAX_DEPTH = 64

/** Deeper than the server takes? */
export function isTooDeep(value: unknown): boolean {
  const open = [{ value, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isObject(next.value) && !isArray(next.value)) continue
    if (next.depth >= MAX_DEPTH) return true
    for (const child of Object.values(next.value)) open.push({ value: child, depth: next.depth + 1 })
  }
  return false
}
