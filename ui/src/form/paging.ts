import type { CallInput, OperationDetail } from '../api/types.ts'
import { objectOf } from './json.ts'

/** The query parameters that choose the page, so that whoever reads all pages leaves them out. */
export function pageChoosers({ pagination }: Pick<OperationDetail, 'pagination'>): readonly string[] {
  const { pageParameter, offsetParameter, cursorParameter, positionParameters } = pagination
  return [pageParameter, offsetParameter, cursorParameter, ...Object.keys(positionParameters ?? {})].filter(
    (name) => name !== undefined,
  )
}

/** The same call for all pages, whichever page the form asks for. */
export function forAllPages(operation: OperationDetail, input: CallInput): CallInput {
  const choosers = pageChoosers(operation)
  const query = Object.fromEntries(
    Object.entries(objectOf(input.query)).filter(([name]) => !choosers.includes(name)),
  )
  return { ...input, ...(input.query === undefined ? {} : { query }), allPages: true }
}
