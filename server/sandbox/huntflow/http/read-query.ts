import { ApiError } from './api-error.ts'

function refused(title: string, variable: string): ApiError {
  return new ApiError(400, [{ type: 'value_error', title, location: { entity: 'query', variable } }])
}

/** Whole and greater than 0. */
export function positiveIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (!/^[1-9]\d*$/.test(text)) throw refused('ensure this value is an integer greater than 0', name)
  return Number(text)
}

/** The name once for each value; names with brackets are not looked at. */
export function integersIn(query: URLSearchParams, name: string): readonly number[] {
  return query.getAll(name).map((text) => {
    if (!/^-?\d+$/.test(text)) throw refused('value is not a valid integer', name)
    return Number(text)
  })
}

export function flagIn(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (text !== 'true' && text !== 'false') throw refused('value could not be parsed to a boolean', name)
  return text === 'true'
}

export function wordsIn<Word extends string>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Word[],
): readonly Word[] {
  return query.getAll(name).map((text) => {
    const word = allowed.find((one) => one === text)
    if (word === undefined) throw refused('value is not a valid enumeration member', name)
    return word
  })
}

export function countIn(query: URLSearchParams, most: number): number {
  const count = positiveIn(query, 'count') ?? 30
  if (count > most) throw refused(`ensure this value is less than or equal to ${most}`, 'count')
  return count
}

export interface Page<Item> {
  readonly page: number
  readonly count: number
  readonly total_pages: number
  readonly total_items: number
  readonly items: readonly Item[]
}

export function pageOf<Item>(items: readonly Item[], query: URLSearchParams, most: number): Page<Item> {
  const [page, count] = [positiveIn(query, 'page') ?? 1, countIn(query, most)]
  return {
    page,
    count,
    total_pages: Math.ceil(items.length / count),
    total_items: items.length,
    items: items.slice((page - 1) * count, page * count),
  }
}

export function mapPage<Item, View>(page: Page<Item>, view: (item: Item) => View): Page<View> {
  return { ...page, items: page.items.map(view) }
}
