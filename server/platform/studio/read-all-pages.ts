import type { Clock } from '../../shared/clock.ts'
import {
  fieldAt,
  pageOf,
  pageQuery,
  type Difference,
  type Operation,
  type Position,
} from '../openapi/index.ts'
import { redactHeaders } from '../outbound/index.ts'
import { failureOfCall } from './call-failure.ts'
import { asExchange, sendChecked, type CheckedAnswer, type Exchange, type Truncation } from './exchange.ts'
import type { PreparedCall } from './prepare-call.ts'

export interface PageDeps {
  readonly clock: Clock
  readonly maxPages: number
  readonly maxBytes: number
  readonly maxAnswerBytes: number
  /** Told after each page how many there are so far. */
  readonly onPage?: (soFar: { readonly pages: number; readonly items: number }) => void
}

interface Collected {
  readonly first: CheckedAnswer
  readonly items: unknown[]
  readonly marks: Set<string>
  readonly differences: Map<string, Difference>
  differing: unknown
  /** What asks for the next page, where pages are not counted. */
  position: Position | undefined
  pages: number
  attempts: number
  bytes: number
  isInexact: boolean
}

/** Page after page until the operation's own paging says that it was the last; what was read is never lost to a later failure. */
export async function readAllPages(deps: PageDeps, call: PreparedCall): Promise<Exchange> {
  const first = await sendChecked(call, { maxBytes: deps.maxAnswerBytes })
  if (call.operation.pagination.kind === 'none' || !isPage(call.operation, first)) return asExchange(first)
  const all = collectedFrom(first)
  let hasMore = add(call, all, first)
  deps.onPage?.({ pages: all.pages, items: all.items.length })
  while (hasMore) {
    const limit = limitReached(deps, all)
    if (limit !== undefined) return exchangeOf(all, limit)
    const next = await nextPage(deps, call, all)
    if (!('answer' in next)) return exchangeOf(all, next)
    if (!isPage(call.operation, next)) return failedPage(all, next)
    hasMore = add(call, all, next)
    deps.onPage?.({ pages: all.pages, items: all.items.length })
  }
  return exchangeOf(all, undefined)
}

function collectedFrom(first: CheckedAnswer): Collected {
  return {
    first,
    items: [],
    marks: new Set(),
    differences: new Map(),
    differing: first.answer.body,
    position: undefined,
    pages: 0,
    attempts: 0,
    bytes: 0,
    isInexact: false,
  }
}

/** Is there a list where the operation keeps its list? */
function isPage(operation: Operation, { answer }: CheckedAnswer): boolean {
  const { status, body } = answer
  if (status < 200 || status > 299 || typeof body !== 'object' || body === null) return false
  if (Array.isArray(body) || operation.items === undefined) return !('$binary' in body)
  return Array.isArray(fieldAt({ ...body }, operation.items))
}

function add(call: PreparedCall, all: Collected, { answer, attempts, differences }: CheckedAnswer): boolean {
  const page = pageOf(call.operation, answer, {
    page: all.pages,
    pageSize: call.pageSize,
    seenFirstIds: all.marks,
    position: all.position,
    maxPages: Number.POSITIVE_INFINITY,
  })
  if (page.firstId !== undefined) all.marks.add(page.firstId)
  for (const item of page.items) all.items.push(item)
  if (all.differences.size === 0 && differences.length > 0) all.differing = answer.body
  for (const difference of differences)
    all.differences.set(`${difference.kind} ${difference.pointer}`, difference)
  all.position = page.next
  all.pages += 1
  all.attempts += attempts
  all.bytes += answer.bytes
  all.isInexact ||= answer.bodyText !== undefined
  return page.hasMore
}

function limitReached(deps: PageDeps, all: Collected): Truncation | undefined {
  const missing = { page: all.pages + 1, status: null, body: null }
  if (all.pages >= deps.maxPages)
    return {
      ...missing,
      reason: 'max-pages',
      detail: `At most ${deps.maxPages} pages are read at once. Narrow the query.`,
    }
  if (all.bytes >= deps.maxBytes)
    return {
      ...missing,
      reason: 'max-bytes',
      detail: `At most ${deps.maxBytes} bytes are read at once. Narrow the query.`,
    }
  return undefined
}

async function nextPage(
  deps: PageDeps,
  call: PreparedCall,
  all: Collected,
): Promise<CheckedAnswer | Truncation> {
  try {
    call.signal?.throwIfAborted()
    const { pages: page, position } = all
    const query = pageQuery(call.operation, { page, pageSize: call.pageSize, position })
    return await sendChecked(call, { maxBytes: deps.maxAnswerBytes, query })
  } catch (error) {
    const failure = failureOfCall(error, call.signal)
    if (failure === undefined) throw error
    all.attempts += failure.attempts
    return {
      reason: failure.reason,
      page: all.pages + 1,
      detail: failure.error.message,
      status: null,
      body: null,
    }
  }
}

/** A refusal in the middle: its status is the call's, and the pages before are given too. */
function failedPage(all: Collected, { answer, attempts }: CheckedAnswer): Exchange {
  all.attempts += attempts
  const page = all.pages + 1
  const detail = `Page ${page} was answered with status ${answer.status} and holds no list.`
  const truncated: Truncation = {
    reason: 'page-failed',
    page,
    detail,
    status: answer.status,
    body: answer.body,
  }
  return { ...exchangeOf(all, truncated), status: answer.status, headers: redactHeaders(answer.headers) }
}

function exchangeOf(all: Collected, truncated: Truncation | undefined): Exchange {
  return {
    status: all.first.answer.status,
    headers: redactHeaders(all.first.answer.headers),
    body: all.items,
    bodyText: undefined,
    isInexact: all.isInexact,
    attempts: all.attempts,
    pages: all.pages,
    differences: [...all.differences.values()],
    differing: all.differing,
    truncated,
  }
}
