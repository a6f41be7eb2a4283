import type { Violation } from '../api/client.ts'
import type { Content, OperationDetail } from '../api/types.ts'
import { t, type TextKey } from '../i18n/index.ts'
import { chosenMedia, mediaKindOf } from './body.ts'
import { faultsOf, isTooDeep } from './check-schema.ts'
import { isArray, isObject, objectOf } from './json.ts'
import { expand } from './schema.ts'
import { pointerTo } from './shape.ts'

/** `undefined` is no body at all; `null` is a body. */
export function checkBody(operation: OperationDetail, body: unknown): readonly Violation[] {
  const { requestBody } = operation
  if (body === undefined) return requestBody?.required === true ? [refused('form.must.required')] : []
  const media = requestBody === null ? undefined : chosenMedia(requestBody)
  if (media === undefined) return [refused('form.must.noBody')]
  return isTooDeep(body) ? [refused('form.must.shallow')] : checkContent(media, body)
}

function checkContent(media: Content, body: unknown): readonly Violation[] {
  const kind = mediaKindOf(media.contentType)
  if (kind === 'raw') return checkRaw(body)
  if (kind !== 'json' && !isObject(body)) return [refused('form.must.fields')]
  return kind === 'multipart'
    ? checkMultipart(media.schema, objectOf(body))
    : faultsOf(media.schema, body).map(inBody)
}

function checkRaw(body: unknown): readonly Violation[] {
  if (typeof body === 'string') return []
  const problem = isFileLike(body) ? problemOfFile(body) : 'form.must.file'
  return problem === undefined ? [] : [refused(problem)]
}

/** A file must be whole wherever it stands, and a binary field takes nothing else; to the schema it is a text. */
function checkMultipart(schema: unknown, body: Readonly<Record<string, unknown>>): readonly Violation[] {
  const files = Object.entries(body).flatMap(([name, value]) => {
    const isBinary = isBinaryField(schema, name)
    const items = isArray(value) ? value : [value]
    return items.flatMap((item, index) => {
      const problem = isBinary || isFileLike(item) ? problemOfFile(item) : undefined
      const pointer = pointerTo('', name)
      if (problem === undefined) return []
      return [inBody({ pointer: isArray(value) ? pointerTo(pointer, index) : pointer, message: t(problem) })]
    })
  })
  const fields = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, withoutFiles(value)]))
  const places = new Set(files.map(({ pointer }) => pointer))
  const rest = faultsOf(schema, fields).filter(({ pointer }) => !places.has(pointer))
  return [...files, ...rest.map(inBody)]
}

function isBinaryField(schema: unknown, name: string): boolean {
  const root = objectOf(schema)
  const property = expand(root, objectOf(expand(root, schema)['properties'])[name])
  return property['format'] === 'binary' || expand(root, property['items'])['format'] === 'binary'
}

function withoutFiles(value: unknown): unknown {
  if (isFileLike(value)) return ''
  return isArray(value) ? value.map((item) => (isFileLike(item) ? '' : item)) : value
}

function isFileLike(value: unknown): boolean {
  return isObject(value) && '$file' in value
}

function problemOfFile(value: unknown): TextKey | undefined {
  const { name, contentType, base64 } = objectOf(objectOf(value)['$file'])
  const isNamed = typeof name === 'string' && name !== '' && name.length <= 255
  const isTyped = typeof contentType === 'string' && /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(contentType)
  const hasBytes =
    typeof base64 === 'string' && base64.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(base64)
  return isNamed && isTyped && hasBytes ? undefined : 'form.must.file'
}

function refused(key: TextKey): Violation {
  return inBody({ pointer: '', message: t(key) })
}

function inBody(fault: Omit<Violation, 'in'>): Violation {
  return { in: 'body', ...fault }
}
