import type { Violation } from '../api/client.ts'
import type { CallInput, OperationDetail, Parameter } from '../api/types.ts'
import { t } from '../i18n/index.ts'
import { checkBody } from './check-body.ts'
import { faultsOf } from './check-schema.ts'
import { problemOfTexts } from './check-text.ts'
import { coerceParameter } from './coerce.ts'
import { isFixed } from './fixed.ts'
import { isArray, isObject, objectOf, type JsonObject, valueAt } from './json.ts'
import { expand } from './schema.ts'
import { pageChoosers } from './paging.ts'
import { pointerTo } from './shape.ts'

type Place = 'path' | 'query' | 'header'

/** What the server would refuse, before it is asked: the same places, in the language of the page. */
export function checkInput(operation: OperationDetail, input: CallInput): readonly Violation[] {
  return [
    ...checkPlace(operation, 'path', objectOf(input.path)),
    ...checkPlace(operation, 'query', objectOf(input.query)).filter(isNotChosen(operation, input)),
    ...checkPlace(operation, 'header', objectOf(input.headers)),
    ...checkBody(operation, input.body),
    ...checkPaging(operation, input),
    ...lostDigits('path', input.path),
    ...lostDigits('query', input.query),
    ...lostDigits('body', input.body),
  ]
}

function checkPlace(operation: OperationDetail, place: Place, given: JsonObject): readonly Violation[] {
  const all = operation.parameters.filter((parameter) => parameter.in === place)
  const form = (name: string): string => (place === 'header' ? name.toLowerCase() : name)
  const names = new Set(all.map(({ name }) => form(name)))
  const unknown = Object.keys(given).filter((name) => !names.has(form(name)))
  const asked = all.filter((parameter) => !isFixed(operation, parameter))
  return [
    ...unknown.map((name) => at(place, pointerTo('', name), t('form.must.notKnown'))),
    ...asked.flatMap((parameter) => checkParameter(parameter, place, givenValue(parameter, given))),
  ]
}

function givenValue({ name, in: place }: Parameter, given: JsonObject): unknown {
  if (place !== 'header') return valueAt(given, name)
  const key = Object.keys(given).find((other) => other.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : given[key]
}

function checkParameter(parameter: Parameter, place: Place, given: unknown): readonly Violation[] {
  const pointer = pointerTo('', parameter.name)
  const value = given ?? (parameter.required ? defaultOf(parameter) : undefined)
  if (value === undefined || value === null)
    return parameter.required ? [at(place, pointer, t('form.must.required'))] : []
  const problem = problemOfTexts(place, value)
  if (problem !== undefined) return [at(place, pointer, t(problem))]
  const coerced = coerceParameter(parameter.schema, parameter.style, value)
  return faultsOf(parameter.schema, coerced).map((fault) =>
    at(place, `${pointer}${fault.pointer}`, fault.message),
  )
}

function defaultOf({ schema }: Parameter): unknown {
  return expand(objectOf(schema), schema)['default']
}

/** All pages are for what only reads, and choose the page themselves. */
function checkPaging(operation: OperationDetail, input: CallInput): readonly Violation[] {
  if (input.allPages !== true) return []
  if (!operation.safe) return [at('body', '/allPages', t('form.must.reads'))]
  return pageChoosers(operation)
    .filter((name) => valueAt(input.query, name) !== undefined)
    .map((name) => at('query', pointerTo('', name), t('form.must.allPages')))
}

/** Reading all pages gives the page itself, also where it is required. */
function isNotChosen(operation: OperationDetail, input: CallInput): (violation: Violation) => boolean {
  const chosen = input.allPages === true ? pageChoosers(operation) : []
  const given = new Set(chosen.map((name) => pointerTo('', name)))
  return ({ pointer }) => !given.has(pointer)
}

/** Numbers that JavaScript does not hold exactly. */
function lostDigits(place: string, value: unknown, pointer = ''): readonly Violation[] {
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? [at(place, pointer, t('form.must.exact'))]
      : []
  if (!isObject(value) && !isArray(value)) return []
  return Object.entries(value).flatMap(([key, child]) => lostDigits(place, child, pointerTo(pointer, key)))
}

function at(place: string, pointer: string, message: string): Violation {
  return { in: place, pointer, message }
}
