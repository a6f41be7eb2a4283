import { fieldOf, isContainer, isObject } from './json.ts'

export interface FileBody {
  readonly contentType: string
  /** Empty in the history: there the bytes are not kept. */
  readonly base64: string
  readonly bytes: number
}

export type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'file'; readonly file: FileBody }
  /** Of long answers the history keeps the beginning. */
  | { readonly kind: 'cut'; readonly beginning: string; readonly characters: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown }

/** What the body of an answer is, so that it is shown as that. */
export function bodyOf(value: unknown): Body {
  if (value === null || value === undefined) return { kind: 'none' }
  if (typeof value === 'string') return value === '' ? { kind: 'none' } : { kind: 'text', text: value }
  if (!isContainer(value)) return { kind: 'json', value }
  const file = fieldOf(value, '$binary')
  if (isFile(file)) return { kind: 'file', file }
  const cut = fieldOf(value, '$cut')
  if (isCut(cut)) return { kind: 'cut', ...cut }
  return { kind: 'json', value }
}

function isFile(value: unknown): value is FileBody {
  return (
    isObject(value) &&
    typeof value['contentType'] === 'string' &&
    typeof value['base64'] === 'string' &&
    typeof value['bytes'] === 'number'
  )
}

function isCut(value: unknown): value is { readonly beginning: string; readonly characters: number } {
  return isObject(value) && typeof value['beginning'] === 'string' && typeof value['characters'] === 'number'
}
