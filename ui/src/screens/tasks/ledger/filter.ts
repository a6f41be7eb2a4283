import { LEDGER_FILTERS } from '../../../api/upsert-types.ts'

/** What an address filters by. */
export interface LedgerFilter {
  readonly search?: string
  readonly status?: string
}

export function filterIn(search: URLSearchParams): LedgerFilter {
  const text = search.get('search')?.trim() ?? ''
  const status = LEDGER_FILTERS.find((known) => known === search.get('status'))
  return { ...(text !== '' && { search: text }), ...(status && { status }) }
}

export function isFiltered({ search, status }: LedgerFilter): boolean {
  return search !== undefined || status !== undefined
}
