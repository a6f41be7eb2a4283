import fc from 'fast-check'
import { validateCall, type CompiledOperation } from '../../../server/platform/openapi/index.ts'
import { inexactNumbers } from '../../../server/platform/studio/exact-numbers.ts'
import type { CallInput, OperationDetail, Schema } from '../../../ui/src/api/types.ts'
import { bodyShape, chosenMedia, mediaKindOf } from '../../../ui/src/form/body.ts'
import { checkInput } from '../../../ui/src/form/check-input.ts'
import { isObject, isSame, objectOf, withItem, withKey } from '../../../ui/src/form/json.ts'
import { itemShape, propertiesOf, shapeOf } from '../../../ui/src/form/shape.ts'
import { valuesOf } from './arbitrary-value.ts'
import type { TestedOperation } from './operations.ts'
import { rebuilt } from './rebuild.ts'

const FIXED = { workspaceId: 'w1', addonId: 'a1' }
const FILE = { $file: { name: 'a.txt', contentType: 'text/plain', base64: 'YQ==' } }

interface Found {
  readonly accepted: number
  readonly refused: number
  readonly wrong: readonly string[]
}

/** Generated inputs of each operation: the form must not change them, and must refuse what the server refuses, in the same places. */
export function compareWithServer(operations: readonly TestedOperation[], runs: number): Found {
  let accepted = 0
  let refused = 0
  const wrong: string[] = []
  for (const { compiled, detail } of operations) {
    const inputs = fc.sample(fc.tuple(inputsOf(detail), fc.nat()), { numRuns: runs, seed: 7 })
    for (const [input, salt] of inputs) {
      for (const given of [input, mutated(input, salt)]) {
        const violations = serverViolations(compiled, given)
        if (violations.length === 0) accepted += 1
        else refused += 1
        const difference = differenceOf(violations, checkInput(detail, given))
        if (difference !== undefined)
          wrong.push(`${detail.operationId} ${difference} for ${JSON.stringify(given)}`)
      }
      wrong.push(...changedBy(detail, input).map((problem) => `${detail.operationId} ${problem}`))
    }
  }
  return { accepted, refused, wrong }
}

/** What prepareCall refuses. */
function serverViolations(compiled: CompiledOperation, input: CallInput): readonly Place[] {
  const fixed = compiled.operation.connector === 'clockify' ? FIXED : {}
  return [
    ...validateCall(compiled, input, fixed).violations,
    ...inexactNumbers('path', input.path),
    ...inexactNumbers('query', input.query),
    ...inexactNumbers('body', input.body),
  ]
}

interface Place {
  readonly in: string
  readonly pointer: string
  readonly message: string
}

/** Of a choice the form may tell what is wrong inside, where the server tells the choice. */
function differenceOf(server: readonly Place[], form: readonly Place[]): string | undefined {
  const one = placesOf(server)
  const other = placesOf(form)
  const isMissing = one.some((place) => !other.some((mine) => mine === place || mine.startsWith(`${place}/`)))
  const isExtra = other.some(
    (place) => !one.some((theirs) => theirs === place || place.startsWith(`${theirs}/`)),
  )
  return isMissing || isExtra ? `server ${one.join(' ')}, form ${other.join(' ')}` : undefined
}

function placesOf(violations: readonly Place[]): readonly string[] {
  return [...new Set(violations.map((violation) => violation.in + violation.pointer))].sort()
}

function changedBy(detail: OperationDetail, input: CallInput): readonly string[] {
  const parts = detail.parameters.map((parameter) => ({
    shape: shapeOf(objectOf(parameter.schema), parameter.schema),
    value: objectOf(
      input[parameter.in === 'header' ? 'headers' : parameter.in === 'cookie' ? 'path' : parameter.in],
    )[parameter.name],
  }))
  const { requestBody } = detail
  if (requestBody !== null) parts.push({ shape: bodyShape(requestBody), value: input.body })
  return parts.flatMap(({ shape, value }) => {
    if (value === undefined) return []
    try {
      const again = rebuilt(shape, value)
      return isSame(again, value) ? [] : [`${JSON.stringify(value)} became ${JSON.stringify(again)}`]
    } catch (error) {
      return [String(error)]
    }
  })
}

function inputsOf(detail: OperationDetail): fc.Arbitrary<CallInput> {
  const part = (place: string): fc.Arbitrary<Schema> => {
    const own = detail.parameters.filter((parameter) => parameter.in === place && !(parameter.name in FIXED))
    return fc.record(
      Object.fromEntries(own.map(({ name, schema }) => [name, valuesOf(objectOf(schema), schema)])),
      { requiredKeys: own.filter(({ required }) => required).map(({ name }) => name), noNullPrototype: true },
    )
  }
  return fc
    .record(
      { path: part('path'), query: part('query'), headers: part('header'), body: bodiesOf(detail) },
      { noNullPrototype: true },
    )
    .map(({ body, ...rest }) => (body === undefined ? rest : { ...rest, body }))
}

function bodiesOf({ requestBody }: OperationDetail): fc.Arbitrary<unknown> {
  const media = requestBody === null ? undefined : chosenMedia(requestBody)
  if (media === undefined) return fc.constant(undefined)
  const kind = mediaKindOf(media.contentType)
  if (kind === 'raw') return fc.constantFrom<unknown>('some text', FILE)
  const values = valuesOf(objectOf(media.schema), media.schema)
  return kind === 'multipart' ? values.map((value) => withFiles(objectOf(media.schema), value)) : values
}

/** In the top-level fields that are files, files. */
function withFiles(schema: Schema, value: unknown): unknown {
  const shape = bodyShape({ required: true, content: [{ contentType: 'multipart/form-data', schema }] })
  return propertiesOf(shape).reduce((body, property) => {
    const part = body[property.name]
    if (part === undefined) return body
    if (property.shape.kind === 'file') return withKey(body, property.name, FILE)
    const isList = property.shape.kind === 'list' && itemShape(property.shape, 0).kind === 'file'
    return isList && Array.isArray(part)
      ? withKey(
          body,
          property.name,
          part.map(() => FILE),
        )
      : body
  }, objectOf(value))
}

const STRANGE: readonly unknown[] = [null, true, 'zz', -1, 1.5, [], {}, { zz: 1 }, ['zz'], '']

/** The same with one value changed or taken out somewhere. */
function mutated(input: CallInput, salt: number): CallInput {
  return changedAt(input, salt, 0) as CallInput
}

function changedAt(value: unknown, salt: number, depth: number): unknown {
  const strange = STRANGE[salt % STRANGE.length]
  const rest = Math.floor(salt / 3)
  if (Array.isArray(value) && value.length > 0) {
    const index = rest % value.length
    return withItem(value, index, changedAt(value[index], rest, depth + 1))
  }
  if (!isObject(value) || Object.keys(value).length === 0) return depth < 2 ? value : strange
  const names = Object.keys(value)
  const name = names[rest % names.length] ?? ''
  if (depth > 0 && salt % 4 === 0) return withKey(value, name, undefined)
  return withKey(value, name, changedAt(value[name], rest, depth + 1))
}
