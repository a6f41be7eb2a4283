import { missingParameter, wrongShape } from './api-error.ts'

export type Query = URLSearchParams

export function requiredQuery(query: Query, name: string): string {
  const value = query.get(name)
  if (value === null || value === '') throw missingParameter(name)
  return value
}

export function queryFlag(query: Query, name: string): boolean | undefined {
  const value = query.get(name)
  if (value === null || value === '') return undefined
  if (value !== 'true' && value !== 'false') throw wrongShape(`${name} must be true or false`)
  return value === 'true'
}

export function queryNumber(query: Query, name: string): number | undefined {
  const value = query.get(name)
  if (value === null || value === '') return undefined
  if (!/^\d+$/.test(value)) throw wrongShape(`${name} must be a whole number`)
  return Number(value)
}

export function queryInstant(query: Query, name: string): number | undefined {
  const value = query.get(name)
  if (value === null || value === '') return undefined
  const ms = Date.parse(value)
  if (Number.isNaN(ms)) throw wrongShape(`${name} is no date`)
  return ms
}

/** Repeated or comma-separated values, as both are seen. */
export function queryList(query: Query, name: string): readonly string[] {
  return query.getAll(name).flatMap((value) => value.split(',').filter((part) => part !== ''))
}
