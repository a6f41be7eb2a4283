import { isArray, isObject } from '../../shared/json.ts'
import { encodeText } from './encode-text.ts'
import type { Parameter } from './operation.ts'

type Style = Pick<Parameter, 'name' | 'style' | 'explode' | 'contentType'>

/** A path segment by the styles simple, label and matrix. */
export function serializePath(parameter: Style, value: unknown): string {
  const name = encodeText(parameter.name)
  const plain = simple(parameter, value, encodeText)
  if (parameter.style === 'label') return `.${parameter.explode ? dotted(value) : plain}`
  if (parameter.style !== 'matrix') return plain
  if (!parameter.explode || !(isArray(value) || isObject(value))) return `;${name}=${plain}`
  return pairsOf(parameter.name, value)
    .map(([key, text]) => `;${encodeText(key)}=${encodeText(text)}`)
    .join('')
}

/** Pieces `name=value` of a query by the styles form, spaceDelimited, pipeDelimited and deepObject. */
export function serializeQuery(parameter: Style, value: unknown): readonly string[] {
  const name = encodeText(parameter.name)
  if (parameter.contentType !== undefined) return [`${name}=${encodeText(JSON.stringify(value))}`]
  if (parameter.style === 'deepObject' && isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => deep(`${parameter.name}[${key}]`, part))
  }
  const isCompound = isArray(value) || isObject(value)
  if (isCompound && parameter.explode) {
    return pairsOf(parameter.name, value).map(([key, text]) => `${encodeText(key)}=${encodeText(text)}`)
  }
  const texts = textsOf(value).map(encodeText)
  return texts.length === 0 ? [] : [`${name}=${texts.join(DELIMITERS[parameter.style] ?? ',')}`]
}

export function serializeHeader(parameter: Style, value: unknown): string {
  return simple(parameter, value, (text) => text)
}

const DELIMITERS: Readonly<Partial<Record<Parameter['style'], string>>> = {
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
}

function simple(parameter: Style, value: unknown, encode: (text: string) => string): string {
  if (parameter.contentType !== undefined) return encode(JSON.stringify(value))
  if (isObject(value) && parameter.explode) {
    return pairsOf('', value)
      .map(([key, text]) => `${encode(key)}=${encode(text)}`)
      .join(',')
  }
  return textsOf(value).map(encode).join(',')
}

function dotted(value: unknown): string {
  if (!isObject(value)) return textsOf(value).map(encodeText).join('.')
  return pairsOf('', value)
    .map(([key, text]) => `${encodeText(key)}=${encodeText(text)}`)
    .join('.')
}

function deep(name: string, value: unknown): readonly string[] {
  if (isArray(value)) return value.flatMap((item) => deep(name, item))
  if (isObject(value)) return Object.entries(value).flatMap(([key, part]) => deep(`${name}[${key}]`, part))
  return isPresent(value) ? [`${encodeText(name)}=${encodeText(textOfPart(value))}`] : []
}

/** A list is its items under one name, an object its properties under theirs. */
function pairsOf(name: string, value: unknown): readonly (readonly [string, string])[] {
  if (isArray(value)) return value.filter(isPresent).map((item) => [name, textOfPart(item)])
  if (!isObject(value)) return []
  return Object.entries(value)
    .filter(([, part]) => isPresent(part))
    .map(([key, part]) => [key, textOfPart(part)])
}

function textsOf(value: unknown): readonly string[] {
  if (!isPresent(value)) return []
  if (isArray(value)) return value.filter(isPresent).map(textOfPart)
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, part]) => (isPresent(part) ? [key, textOfPart(part)] : []))
  }
  return [textOfPart(value)]
}

function textOfPart(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined
}
