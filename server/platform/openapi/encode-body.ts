import { randomBytes } from 'node:crypto'
import { isArray, isObject, type JsonObject, objectOf } from '../../shared/json.ts'
import { isFile, type FileValue, mediaKindOf } from './body-media.ts'
import { encodeText } from './encode-text.ts'

interface EncodedBody {
  readonly contentType: string
  readonly bytes: string | Uint8Array
}

export function encodeBody(
  body: unknown,
  contentType: string,
  newBoundary: () => string = randomBoundary,
): EncodedBody {
  const kind = mediaKindOf(contentType)
  if (kind === 'multipart') return encodeMultipart(objectOf(body), newBoundary())
  if (kind === 'form') return { contentType, bytes: fieldsOf(objectOf(body)).map(encodeField).join('&') }
  if (kind === 'raw') return encodeRaw(body, contentType)
  return {
    contentType: contentType === '*/*' ? 'application/json' : contentType,
    bytes: JSON.stringify(body),
  }
}

function encodeRaw(body: unknown, contentType: string): EncodedBody {
  if (!isFile(body)) return { contentType, bytes: String(body) }
  const isAny = contentType.includes('*')
  return { contentType: isAny ? body.$file.contentType : contentType, bytes: bytesOf(body) }
}

type Field = readonly [name: string, value: string | FileValue]

/** A list is its items under one name; what a form cannot hold travels as JSON. */
function fieldsOf(body: JsonObject): readonly Field[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const items = isArray(value) ? value : [value]
    return items
      .filter((item) => item !== null && item !== undefined)
      .map((item) => [name, fieldValue(item)] as const)
  })
}

function fieldValue(item: unknown): string | FileValue {
  if (isFile(item)) return item
  return isArray(item) || isObject(item) ? JSON.stringify(item) : String(item)
}

function encodeField([name, value]: Field): string {
  return `${encodeText(name)}=${encodeText(typeof value === 'string' ? value : JSON.stringify(value))}`
}

function encodeMultipart(body: JsonObject, boundary: string): EncodedBody {
  const parts = fieldsOf(body).flatMap(([name, value]) => [
    Buffer.from(`--${boundary}\r\n${headOf(name, value)}\r\n\r\n`),
    typeof value === 'string' ? Buffer.from(value) : bytesOf(value),
    Buffer.from('\r\n'),
  ])
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: new Uint8Array(Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])),
  }
}

function headOf(name: string, value: string | FileValue): string {
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"`
  if (typeof value === 'string') return disposition
  return `${disposition}; filename="${quoted(value.$file.name)}"\r\nContent-Type: ${value.$file.contentType}`
}

/** As browsers do it: what would end the quotes or the line is escaped. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function bytesOf(file: FileValue): Uint8Array {
  return Buffer.from(file.$file.base64, 'base64')
}

/** Random, so that no body can hold it. */
function randomBoundary(): string {
  return `switchyard-${randomBytes(18).toString('hex')}`
}
