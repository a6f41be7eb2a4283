import { createHash } from 'node:crypto'
import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import { readExactly } from '../../shared/exact-json.ts'
import type { Connection } from '../connections/index.ts'
import {
  buildRequest,
  pageOf,
  pageQuery,
  pageSizeOf,
  validateCall,
  type Compiler,
  type Operation,
} from '../openapi/index.ts'
import { UpstreamError, type HttpResponse } from '../outbound/index.ts'
import { judgeAnswer, type Refusal } from './judge-answer.ts'

export interface FetchPageDeps {
  readonly compiler: Compiler
  readonly clock: Clock
}

interface PageCall {
  readonly operation: Operation
  readonly path: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
  /** From 0. */
  readonly page: number
  /** Marks of pages before; a page that begins like one of them is a repetition. */
  readonly marks: readonly string[]
  readonly signal?: AbortSignal | undefined
}

export interface FetchedPage {
  readonly kind: 'page'
  readonly items: readonly unknown[]
  readonly hasMore: boolean
  readonly mark: string | undefined
  /** When the request left: what is known of later changes is newer than this page. */
  readonly fetchedAt: Date
}

export type PageOutcome = (FetchedPage | Refusal) & { readonly requests: number }

// Far above any workspace; repeated pages end a list long before.
const MAX_PAGES = 100_000

/** One page of one GET operation, checked before it is sent. Throws BudgetExhausted and the signal's reason; everything else is an outcome. */
export async function fetchPage(
  deps: FetchPageDeps,
  connection: Connection,
  call: PageCall,
): Promise<PageOutcome> {
  const request = requestOf(deps, connection, call)
  if (typeof request !== 'string') return { ...request, requests: 0 }
  const fetchedAt = deps.clock.now()
  try {
    const { response, attempts } = await connection.send({
      service: call.operation.connector,
      method: 'GET',
      url: request,
      headers: { accept: 'application/json' },
      signal: call.signal,
    })
    return { ...readAnswer(call, response, fetchedAt), requests: attempts }
  } catch (error) {
    if (error instanceof UpstreamError)
      return { kind: 'failed', reason: error.message, requests: error.attempts }
    if (error instanceof AppError && error.code === 'INVALID')
      return { kind: 'failed', reason: error.message, requests: 0 }
    throw error
  }
}

function requestOf(deps: FetchPageDeps, connection: Connection, call: PageCall): string | Refusal {
  const { operation } = call
  const baseUrl = connection.baseUrls[operation.host]
  if (baseUrl === undefined)
    return { kind: 'failed', reason: `the connection has no address for ${operation.host}` }
  const query = { ...call.query, ...pageQuery(operation, { page: call.page }) }
  const compiled = deps.compiler.compile(operation)
  const { violations, values } = validateCall(compiled, { path: call.path, query }, connection.fixedPath)
  const [violation] = violations
  if (violation)
    return { kind: 'failed', reason: `not sent: ${violation.in} ${violation.pointer} ${violation.message}` }
  return buildRequest(operation, values, { baseUrl }).url
}

function readAnswer(call: PageCall, response: HttpResponse, fetchedAt: Date): FetchedPage | Refusal {
  const { status } = response
  const body = bodyOf(response)
  if (status < 200 || status > 299) return judgeAnswer(status, body)
  if (body === undefined) return { kind: 'failed', reason: `answered ${status} with a body that is no JSON` }
  const { operation, page } = call
  const at = { page, pageSize: pageSizeOf(operation), maxPages: MAX_PAGES }
  const found = pageOf(operation, { status, headers: response.headers, body }, at)
  const mark = found.firstId === undefined ? undefined : markOf(found.firstId)
  if (mark !== undefined && call.marks.includes(mark))
    return { kind: 'page', items: [], hasMore: false, mark, fetchedAt }
  return { kind: 'page', items: found.items, hasMore: found.hasMore, mark, fetchedAt }
}

function bodyOf(response: HttpResponse): unknown {
  try {
    return readExactly(response.body.toString('utf8'))
  } catch (error) {
    if (error instanceof AppError) return undefined
    throw error
  }
}

/** Some lists have no id to go by and are marked by their whole first item. */
function markOf(firstId: string): string {
  return createHash('sha256').update(firstId).digest('base64url').slice(0, 16)
}
