import { isBase64 } from '../../shared/base64.ts'
import { isArray, isObject } from '../../shared/json.ts'
import type { MediaType, RequestBody } from './operation.ts'

type MediaKind = 'json' | 'multipart' | 'form' | 'raw'

/** A file inside a JSON call. */
export interface FileValue {
  readonly $file: { readonly name: string; readonly contentType: string; readonly base64: string }
}

const PREFERENCE: readonly MediaKind[] = ['json', 'multipart', 'form', 'raw']

export function mediaKindOf(contentType: string): MediaKind {
  const [type = ''] = contentType.toLowerCase().split(';')
  if (type === '*/*' || /[/+]json(-patch\+json)?$/.test(type.trim())) return 'json'
  if (type.trim() === 'multipart/form-data') return 'multipart'
  return type.trim() === 'application/x-www-form-urlencoded' ? 'form' : 'raw'
}

/** The content type that we send, where an operation takes several. */
export function chooseMedia(body: RequestBody): MediaType | undefined {
  return PREFERENCE.flatMap((kind) =>
    body.content.filter(({ contentType }) => mediaKindOf(contentType) === kind),
  )[0]
}

export function isFile(value: unknown): value is FileValue {
  return isObject(value) && isObject(value['$file']) && problemOfFile(value) === undefined
}

export function looksLikeFile(value: unknown): boolean {
  return isObject(value) && '$file' in value
}

/** Files and lists of files as the schema sees them: texts. */
export function withoutFiles(value: unknown): unknown {
  if (looksLikeFile(value)) return ''
  if (isArray(value)) return value.map((item) => (looksLikeFile(item) ? '' : item))
  return value
}

export function problemOfFile(value: unknown): string | undefined {
  const file = isObject(value) ? value['$file'] : undefined
  if (!isObject(file)) return FILE_EXPECTED
  const { name, contentType, base64 } = file
  if (typeof name !== 'string' || name === '' || name.length > 255) return 'must have a file name'
  if (typeof contentType !== 'string' || !/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(contentType)) {
    return 'must have a contentType such as image/png'
  }
  if (typeof base64 !== 'string' || !isPadded(base64)) return 'must have its bytes as base64'
  return undefined
}

function isPadded(base64: string): boolean {
  return base64.length % 4 === 0 && isBase64(base64)
}

export const FILE_EXPECTED = 'must be a file: {"$file": {"name", "contentType", "base64"}}'
