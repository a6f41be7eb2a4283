import { keysOf, pointerOf } from '../../shared/json-pointer.ts'
import { objectOf } from '../../shared/json.ts'
import { AppError } from '../../shared/errors.ts'
import { mediaKindOf } from './body-media.ts'
import type { CompiledOperation } from './compile-operation.ts'
import type { SchemaError } from './create-validator.ts'
import { FORMATS } from './formats.ts'
import { isDeeperThan, listOf } from './json.ts'
import type { DocumentedResponse, Keys, MediaType } from './operation.ts'
import { lookUp } from './pointer.ts'
import { sampleOf } from './sample-of.ts'
import { unexpectedProperties } from './unexpected-properties.ts'

type DifferenceKind = 'missing' | 'type' | 'enum' | 'value' | 'unexpected' | 'status' | 'content-type'

/** Where an answer differs from the document; list positions are `*`, so that equal differences meet. */
export interface Difference {
  readonly pointer: string
  readonly kind: DifferenceKind
  readonly message: string
}

interface ReceivedAnswer {
  readonly status: number
  readonly contentType: string | undefined
  readonly body: unknown
}

const MAX_DIFFERENCES = 50
const MAX_ITEMS = 50
const MAX_DEPTH = 64
const NO_CONTENT = 204

/** Reports and never refuses; looks at the first items of each list only, so that the work stays bounded. */
export function checkResponse(compiled: CompiledOperation, answer: ReceivedAnswer): readonly Difference[] {
  try {
    return differences(compiled, answer)
  } catch (error) {
    // A schema that cannot be used is the document's fault; the answer stays as good as it is.
    if (!(error instanceof AppError)) throw error
    return [{ pointer: '', kind: 'value', message: error.message }]
  }
}

function differences(compiled: CompiledOperation, answer: ReceivedAnswer): readonly Difference[] {
  const response = documentedFor(compiled.operation.responses, answer.status)
  if (response === undefined) return undocumentedStatus(compiled.operation.responses, answer.status)
  // Nothing comes with it, even where a document says what.
  if (response.content.length === 0 || answer.status === NO_CONTENT) return []
  const contentType = answer.contentType ?? ''
  const media = mediaFor(response.content, contentType)
  if (media === undefined) return wrongType(response.content, answer)
  if (media.schemaKeys === undefined || !isJson(contentType)) return []
  if (isDeeperThan(answer.body, MAX_DEPTH)) {
    return [{ pointer: '', kind: 'value', message: `is nested deeper than ${MAX_DEPTH} levels` }]
  }
  return differencesIn(compiled, media.schemaKeys, sampleOf(answer.body, MAX_ITEMS))
}

function documentedFor(
  responses: readonly DocumentedResponse[],
  status: number,
): DocumentedResponse | undefined {
  const range = `${Math.floor(status / 100)}XX`
  return (
    responses.find((response) => response.status === String(status)) ??
    responses.find((response) => response.status.toUpperCase() === range) ??
    responses.find((response) => response.status === 'default')
  )
}

/** A document without any error answer says nothing of errors, so they are no difference. */
function undocumentedStatus(responses: readonly DocumentedResponse[], status: number): readonly Difference[] {
  const tellsErrors = responses.some((response) => /^[45]/.test(response.status))
  if (responses.length === 0 || (status >= 400 && !tellsErrors)) return []
  const known = responses.map((response) => response.status).join(', ')
  return [{ pointer: '', kind: 'status', message: `status ${status} is not documented (${known} are)` }]
}

function mediaFor(content: readonly MediaType[], contentType: string): MediaType | undefined {
  const bare = bareType(contentType)
  return (
    content.find((media) => bareType(media.contentType) === bare) ??
    content.find((media) => isJson(media.contentType) && isJson(contentType)) ??
    content.find((media) => media.contentType.includes('*'))
  )
}

/** An empty answer in place of a documented one is told by its type being absent. */
function wrongType(content: readonly MediaType[], answer: ReceivedAnswer): readonly Difference[] {
  const known = content.map(({ contentType }) => contentType).join(', ')
  const got = answer.contentType === undefined ? 'no content type' : bareType(answer.contentType)
  return [{ pointer: '', kind: 'content-type', message: `${got} in place of ${known}` }]
}

function differencesIn(compiled: CompiledOperation, keys: Keys, body: unknown): readonly Difference[] {
  const { schemas } = compiled.response
  const errors = compiled.response.checkAt(keys)(body)
  const found = new Map<string, Difference>()
  const all = [
    ...errors.flatMap((error) => differenceOf(error, body) ?? []),
    ...unexpectedProperties(schemas, lookUp(schemas, keys), body).map((pointer) => ({
      pointer,
      kind: 'unexpected' as const,
      message: 'is not documented',
    })),
  ]
  for (const difference of all) {
    const pointer = generalPointer(difference.pointer, body)
    const key = `${difference.kind} ${pointer}`
    if (found.size < MAX_DIFFERENCES && !found.has(key)) found.set(key, { ...difference, pointer })
  }
  return [...found.values()]
}

function differenceOf(error: SchemaError, body: unknown): Difference | undefined {
  const value = lookUp(body, keysOf(error.instancePath))
  switch (error.keyword) {
    case 'required': {
      const name = pointerOf([String(error.params['missingProperty'])])
      return {
        pointer: `${error.instancePath}${name}`,
        kind: 'missing',
        message: 'is required but was not sent',
      }
    }
    case 'type':
      return {
        pointer: error.instancePath,
        kind: 'type',
        message: `${kindOf(value)} in place of ${[error.schema].flat().join(' or ')}`,
      }
    case 'enum':
    case 'const':
      return { pointer: error.instancePath, kind: 'enum', message: `${shown(value)} is no documented value` }
    case 'additionalProperties':
      return undefined
    case 'if':
    case 'anyOf':
    case 'oneOf':
      return isNullable(error)
        ? undefined
        : { pointer: error.instancePath, kind: 'value', message: 'fits no documented form' }
    default:
      return { pointer: error.instancePath, kind: 'value', message: wordingOf(error) }
  }
}

function isNullable(error: SchemaError): boolean {
  return error.keyword === 'if' || listOf(error.schema).some((branch) => objectOf(branch)['type'] === 'null')
}

function wordingOf(error: SchemaError): string {
  if (error.keyword !== 'format') return error.message ?? 'does not fit'
  const like = FORMATS[String(error.schema)]?.like
  return `is no ${String(error.schema)}${like === undefined ? '' : ` such as ${like}`}`
}

function generalPointer(pointer: string, body: unknown): string {
  const keys = keysOf(pointer)
  return pointerOf(keys.map((key, index) => (Array.isArray(lookUp(body, keys.slice(0, index))) ? '*' : key)))
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function shown(value: unknown): string {
  const text = typeof value === 'object' && value !== null ? kindOf(value) : JSON.stringify(value)
  return (text ?? 'nothing').slice(0, 80)
}

function bareType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

function isJson(contentType: string): boolean {
  return contentType !== '' && bareType(contentType) !== '*/*' && mediaKindOf(contentType) === 'json'
}
