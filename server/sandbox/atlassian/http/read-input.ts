import { badRequest } from './api-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readObject(body: unknown): JsonObject {
  if (!isObject(body)) throw badRequest('The request body must be a JSON object')
  return body
}

/** Absent and null are undefined; another type is refused. */
export function textIn(source: JsonObject, name: string): string | undefined {
  const value = source[name] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw badRequest(`'${name}' must be a string`)
  return value
}

export function requiredText(source: JsonObject, name: string): string {
  const text = textIn(source, name)
  if (text === undefined || text === '') throw badRequest(`'${name}' is required`)
  return text
}

export function integerIn(source: JsonObject, name: string): number | undefined {
  const value = source[name] ?? undefined
  if (value === undefined) return undefined
  if (!Number.isInteger(value)) throw badRequest(`'${name}' must be an integer`)
  return Number(value)
}

export function objectIn(source: JsonObject, name: string): JsonObject | undefined {
  const value = source[name] ?? undefined
  if (value === undefined) return undefined
  if (!isObject(value)) throw badRequest(`'${name}' must be an object`)
  return value
}

export function textsIn(source: JsonObject, name: string): readonly string[] | undefined {
  const value = source[name] ?? undefined
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    throw badRequest(`'${name}' must be an array of strings`)
  return value
}

export function flagIn(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true'
}

/** Lists come as one comma separated value or as the name repeated. */
export function listIn(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

export interface Bounds {
  readonly usual: number
  readonly least: number
  readonly most: number
}

/** Outside of the bounds it is refused. */
export function boundedIn(query: URLSearchParams, name: string, { usual, least, most }: Bounds): number {
  const text = query.get(name)
  if (text === null) return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < least || value > most)
    throw badRequest(`Provided value {${text}} for '${name}' is not within ${least} and ${most}`)
  return value
}

/** Beyond the most it is cut without a word. */
export function cutIn(query: URLSearchParams, name: string, { usual, most }: Omit<Bounds, 'least'>): number {
  const value = Number(query.get(name) ?? usual)
  return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : usual
}

/** Ids come as text or as numbers; anything else is no id. */
export function idText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
