import { isArray, isObject, isSame, valueAt } from './json.ts'
import { isAny, itemShape, propertiesOf, type Kind, type Shape, type Variant } from './shape.ts'
import { startingValue } from './starting.ts'

/** Which variant a value is of, by what it looks like; the first one for nothing yet. */
export function guessVariant(variants: readonly Variant[], value: unknown): number {
  const scores = variants.map(({ shape }) => scoreOf(shape, value))
  return Math.max(0, scores.indexOf(Math.max(...scores)))
}

/** Could the value be of this shape? */
export function couldBe(shape: Shape, value: unknown): boolean {
  return scoreOf(shape, value) >= 0
}

function scoreOf(shape: Shape, value: unknown): number {
  if (value === undefined) return 0
  return value === null && shape.isNullable ? 1 : SCORES[shape.kind](shape, value)
}

type Score = (shape: Shape, value: unknown) => number

const ofType =
  (isType: (value: unknown) => boolean): Score =>
  (_, value) =>
    isType(value) ? 1 : -1

/** Unlike what controls can show: they also hold the beginnings of numbers. */
const SCORES: Readonly<Record<Kind, Score>> = {
  text: ofType((value) => typeof value === 'string'),
  number: ({ schema }, value) =>
    typeof value === 'number' && (schema['type'] !== 'integer' || Number.isInteger(value)) ? 1 : -1,
  options: ({ options }, value) => (options.some((option) => isSame(option, value)) ? 2 : -1),
  file: ofType((value) => isObject(value) && '$file' in value),
  object: (shape, value) => (isObject(value) ? scoreOfObject(shape, value) : -1),
  list: (shape, value) =>
    isArray(value) && (value.length === 0 || couldBe(itemShape(shape, 0), value[0])) ? 1 : -1,
  choice: ({ variants }, value) => Math.max(...variants.map((inner) => scoreOf(inner.shape, value))),
}

/** Its own properties speak for a variant, missing, unknown and unfit ones against, a fixed value for or against it outright. */
function scoreOfObject(shape: Shape, value: Readonly<Record<string, unknown>>): number {
  const properties = propertiesOf(shape)
  const names = new Set(properties.map(({ name }) => name))
  let score = 1 - Object.keys(value).filter((name) => !names.has(name)).length * 0.1
  for (const { name, shape: inner, isRequired } of properties) {
    const own = valueAt(value, name)
    const fit = scoreOf(inner, own)
    if (fit < 0 && inner.kind === 'options') return -1
    if (own === undefined) score -= isRequired ? 0.01 : 0
    else score += fit < 0 ? -5 : inner.kind === 'options' ? 10 : 1
  }
  return Math.max(0, score)
}

// Who chooses a type of any value means a value of it, and sees it.
const FIRST_OF_ANY: readonly unknown[] = ['', 0, false, [], {}, null]

/** What a variant begins with when it is chosen; an empty object only where there has to be something. */
export function firstOfVariant(shape: Shape, index: number | undefined, isThere: boolean): unknown {
  const variant = index === undefined ? undefined : shape.variants[index]
  if (index === undefined || variant === undefined) return undefined
  if (isAny(shape)) return FIRST_OF_ANY[index]
  const first = startingValue(variant.shape)
  return !isThere && isObject(first) && Object.keys(first).length === 0 ? undefined : first
}
