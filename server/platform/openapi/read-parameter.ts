import { objectOf } from '../../shared/json.ts'
import type { Located } from './document.ts'
import { textOf } from './json.ts'
import type { Parameter, ParameterPlace, ParameterStyle } from './operation.ts'

const STYLES: Readonly<Record<ParameterPlace, readonly ParameterStyle[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
}
/** The specification says to ignore these: they follow from the body, the answer and the credentials. */
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization'])

export function parameterOf(located: Located | undefined): Parameter | undefined {
  if (located === undefined) return undefined
  const { value, keys } = located
  const name = textOf(value['name'])
  const place = placeOf(value['in'])
  if (name === undefined || place === undefined) return undefined
  if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return undefined
  const style = styleOf(place, value['style'])
  return {
    name,
    in: place,
    required: place === 'path' || value['required'] === true,
    deprecated: value['deprecated'] === true,
    style,
    explode: typeof value['explode'] === 'boolean' ? value['explode'] : style === 'form',
    description: textOf(value['description']),
    ...schemaOf(located, keys),
  }
}

function schemaOf({ value }: Located, keys: Located['keys']): Pick<Parameter, 'contentType' | 'schemaKeys'> {
  if (value['schema'] !== undefined) return { contentType: undefined, schemaKeys: [...keys, 'schema'] }
  const [contentType] = Object.keys(objectOf(value['content']))
  if (contentType === undefined) return { contentType: undefined, schemaKeys: undefined }
  return { contentType, schemaKeys: [...keys, 'content', contentType, 'schema'] }
}

function placeOf(value: unknown): ParameterPlace | undefined {
  return value === 'path' || value === 'query' || value === 'header' || value === 'cookie' ? value : undefined
}

function styleOf(place: ParameterPlace, declared: unknown): ParameterStyle {
  const allowed = STYLES[place]
  const [fallback = 'simple'] = allowed
  return allowed.find((style) => style === declared) ?? fallback
}
