import { pointerOf } from '../../shared/json-pointer.ts'
import { isArray, isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import type { Violation } from '../../shared/errors.ts'
import {
  chooseMedia,
  FILE_EXPECTED,
  isFile,
  looksLikeFile,
  mediaKindOf,
  problemOfFile,
  withoutFiles,
} from './body-media.ts'
import type { CompiledOperation } from './compile-operation.ts'
import { resolveSchema } from './document.ts'
import { isDeeperThan, objectFrom } from './json.ts'
import type { MediaType } from './operation.ts'
import { lookUp } from './pointer.ts'
import { violationsOf } from './violations-of.ts'

const MAX_DEPTH = 64

interface CheckedBody {
  readonly violations: readonly Violation[]
  readonly contentType: string | undefined
}

/** `undefined` is no body at all; `null` is a body. */
export function validateBody(compiled: CompiledOperation, body: unknown): CheckedBody {
  const documented = compiled.operation.requestBody
  if (body === undefined) {
    return documented?.required === true ? refused('is required') : { violations: [], contentType: undefined }
  }
  const media = documented === undefined ? undefined : chooseMedia(documented)
  if (media === undefined) return refused('this operation takes no body')
  if (isDeeperThan(body, MAX_DEPTH)) return refused(`must not be nested deeper than ${MAX_DEPTH} levels`)
  return { violations: violationsIn(compiled, media, body), contentType: media.contentType }
}

function violationsIn(compiled: CompiledOperation, media: MediaType, body: unknown): readonly Violation[] {
  const kind = mediaKindOf(media.contentType)
  if (kind === 'raw') return rawViolations(body)
  if ((kind === 'multipart' || kind === 'form') && !isObject(body)) {
    return [{ in: 'body', pointer: '', message: 'must be an object with one property per form field' }]
  }
  const files = kind === 'multipart' ? fileViolations(compiled, media, objectOf(body)) : []
  const fields = kind === 'multipart' ? withoutFilesIn(objectOf(body)) : body
  if (media.schemaKeys === undefined) return files
  const errors = compiled.request.checkAt(media.schemaKeys)(fields)
  const places = new Set(files.map(({ pointer }) => pointer))
  const rest = violationsOf(errors, { in: 'body', pointer: '' }).filter(({ pointer }) => !places.has(pointer))
  return [...files, ...rest]
}

function rawViolations(body: unknown): readonly Violation[] {
  if (typeof body === 'string' || isFile(body)) return []
  const message = looksLikeFile(body) ? problemOfFile(body) : `must be a text, or ${FILE_EXPECTED.slice(8)}`
  return message === undefined ? [] : [{ in: 'body', pointer: '', message }]
}

function withoutFilesIn(body: JsonObject): JsonObject {
  return objectFrom(Object.entries(body).map(([name, value]) => [name, withoutFiles(value)]))
}

/** A binary field takes a file, and a file must be whole wherever it stands. */
function fileViolations(
  compiled: CompiledOperation,
  media: MediaType,
  body: JsonObject,
): readonly Violation[] {
  const properties = propertiesOf(compiled, media)
  return Object.entries(body).flatMap(([name, value]) => {
    const isBinary = isBinarySchema(compiled.request.schemas, properties[name])
    const items = isArray(value) ? value : [value]
    return items.flatMap((item, index) => {
      if (!isBinary && !looksLikeFile(item)) return []
      const message = problemOfFile(item)
      const pointer = pointerOf(isArray(value) ? [name, index] : [name])
      return message === undefined ? [] : [{ in: 'body' as const, pointer, message }]
    })
  })
}

function propertiesOf(compiled: CompiledOperation, media: MediaType): JsonObject {
  const { schemas } = compiled.request
  if (media.schemaKeys === undefined) return {}
  return objectOf(resolveSchema(schemas, lookUp(schemas, media.schemaKeys))['properties'])
}

function isBinarySchema(schemas: JsonObject, schema: unknown): boolean {
  const resolved = resolveSchema(schemas, schema)
  if (resolved['format'] === 'binary') return true
  return resolved['items'] !== undefined && resolveSchema(schemas, resolved['items'])['format'] === 'binary'
}

function refused(message: string): CheckedBody {
  return { violations: [{ in: 'body', pointer: '', message }], contentType: undefined }
}
