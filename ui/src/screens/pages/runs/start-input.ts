import type { SyncRequest } from '../../../api/page-types.ts'

/** As it is typed. */
export interface TypedSync {
  readonly addresses: string
  readonly includeDescendants: boolean
  readonly daysToDueDate: string
  readonly requestedBy: string
}

export interface StartProblem {
  readonly field: 'addresses' | 'daysToDueDate'
  readonly why: 'none' | 'too-many' | 'no-address' | 'days'
  /** The text that is meant. */
  readonly text?: string
}

export const EMPTY: TypedSync = {
  addresses: '',
  includeDescendants: true,
  daysToDueDate: '14',
  requestedBy: '',
}

export const MOST_ADDRESSES = 100
const LONGEST_ADDRESS = 2_000
const MOST_DAYS = 3_650

/** One for each page, in the order of the text. A comma ends an address only where another begins: titles in addresses have them too. */
export function addressesIn(text: string): readonly string[] {
  const parts = text
    .split(/\s+|[,;](?=\s|$|https?:\/\/)/)
    .map((part) => part.replace(/^[<"'(]+/, '').replace(/[>"',;]+$/, ''))
  return [...new Set(parts.filter((part) => part !== ''))]
}

export function readSync(
  typed: TypedSync,
): { readonly request: SyncRequest } | { readonly problems: readonly StartProblem[] } {
  const pageUrls = addressesIn(typed.addresses)
  const requestedBy = typed.requestedBy.trim()
  const problem = addressProblem(pageUrls)
  const problems: StartProblem[] = problem === undefined ? [] : [problem]
  const daysToDueDate = Number(typed.daysToDueDate)
  if (!/^\s*\d{1,4}\s*$/.test(typed.daysToDueDate) || daysToDueDate > MOST_DAYS)
    problems.push({ field: 'daysToDueDate', why: 'days' })
  if (problems.length > 0) return { problems }
  const { includeDescendants } = typed
  return {
    request: { pageUrls, includeDescendants, daysToDueDate, requestedBy: requestedBy || null },
  }
}

function addressProblem(pageUrls: readonly string[]): StartProblem | undefined {
  const field = 'addresses'
  if (pageUrls.length === 0) return { field, why: 'none' }
  const wrong = pageUrls.find((url) => !isAddress(url))
  if (wrong !== undefined) return { field, why: 'no-address', text: wrong }
  return pageUrls.length > MOST_ADDRESSES ? { field, why: 'too-many' } : undefined
}

function isAddress(text: string): boolean {
  return text.length <= LONGEST_ADDRESS && /^https?:\/\//.test(text) && URL.canParse(text)
}
