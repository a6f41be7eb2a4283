import type { Content, OperationDetail, Schema } from '../api/types.ts'
import { isObject, objectOf } from './json.ts'
import { FILES_MARK, shapeOf, type Shape } from './shape.ts'

type MediaKind = 'json' | 'multipart' | 'form' | 'raw'
type Body = NonNullable<OperationDetail['requestBody']>

const PREFERENCE: readonly MediaKind[] = ['json', 'multipart', 'form', 'raw']
/** Text or a file, as it is. */
const RAW: Schema = {
  [FILES_MARK]: true,
  oneOf: [{ type: 'string', format: 'binary' }, { type: 'string' }],
}

export function mediaKindOf(contentType: string): MediaKind {
  const type = (contentType.toLowerCase().split(';')[0] ?? '').trim()
  if (type === '*/*' || /[/+]json(-patch\+json)?$/.test(type)) return 'json'
  if (type === 'multipart/form-data') return 'multipart'
  return type === 'application/x-www-form-urlencoded' ? 'form' : 'raw'
}

/** The content type that the server sends, where an operation takes several. */
export function chosenMedia(body: Body): Content | undefined {
  return PREFERENCE.flatMap((kind) =>
    body.content.filter(({ contentType }) => mediaKindOf(contentType) === kind),
  )[0]
}

const marked = new WeakMap<object, Schema>()

export function bodyShape(body: Body): Shape {
  const media = chosenMedia(body)
  const kind = mediaKindOf(media?.contentType ?? 'application/json')
  if (kind === 'raw') return shapeOf(RAW, RAW)
  if (kind !== 'multipart' || !isObject(media?.schema)) return shapeOf(objectOf(media?.schema), media?.schema)
  const root = marked.get(media.schema) ?? { ...media.schema, [FILES_MARK]: true }
  marked.set(media.schema, root)
  return shapeOf(root, root)
}
