import { AppError, type Violation } from '../../shared/errors.ts'
import { pointerOf } from '../../shared/json-pointer.ts'
import type { Connection } from '../connections/index.ts'
import {
  buildRequest,
  pageChoosers,
  pageQuery,
  pageSizeOf,
  sizeParameterOf,
  validateCall,
  type CallValues,
  type CompiledOperation,
  type Compiler,
  type Operation,
} from '../openapi/index.ts'
import type { HttpMethod, HttpRequest } from '../outbound/index.ts'
import { inexactNumbers } from './exact-numbers.ts'

type Values = Readonly<Record<string, unknown>>

export interface OperationCall {
  readonly connector: string
  readonly operationId: string
  readonly path?: Values | undefined
  readonly query?: Values | undefined
  readonly headers?: Values | undefined
  readonly body?: unknown
  readonly allPages?: boolean | undefined
  readonly dryRun?: boolean | undefined
  /** Aborted when nobody waits any more: reads stop, writes go on. */
  readonly signal?: AbortSignal | undefined
}

/** A call that fits its document, ready to be sent. */
export interface PreparedCall {
  readonly operation: Operation
  readonly compiled: CompiledOperation
  readonly connection: Connection
  readonly values: CallValues
  readonly request: HttpRequest
  readonly pageSize: number
  readonly signal: AbortSignal | undefined
}

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** INVALID with every violation at once; sends nothing. */
export function prepareCall(
  deps: { readonly compiler: Compiler },
  target: { readonly operation: Operation; readonly connection: Connection },
  input: OperationCall,
): PreparedCall {
  const { operation, connection } = target
  const compiled = deps.compiler.compile(operation)
  const pageSize = wantedPageSize(operation, input)
  const first = input.allPages === true ? pageQuery(operation, { page: 0, pageSize }) : {}
  const given = { ...input, query: { ...input.query, ...first } }
  const { violations, values } = validateCall(compiled, given, connection.fixedPath)
  refuse(operation, [
    ...violations,
    ...pagingViolations(operation, input),
    ...inexactNumbers('path', input.path),
    ...inexactNumbers('query', input.query),
    ...inexactNumbers('body', input.body),
  ])
  const call = { operation, compiled, connection, values, pageSize, signal: input.signal }
  return { ...call, request: requestFor(call, values) }
}

function refuse(operation: Operation, violations: readonly Violation[]): void {
  const [first] = violations
  if (first === undefined) return
  const place = `${first.in}${first.pointer === '' ? '' : ` ${first.pointer}`}`
  const detail = `The call does not fit ${operation.operationId}: ${place} ${first.message}. Nothing was sent.`
  throw new AppError('INVALID', detail, { violations })
}

/** Reading all pages sends many requests, so it is for reads, and chooses the pages itself. */
function pagingViolations(operation: Operation, input: OperationCall): readonly Violation[] {
  if (input.allPages !== true) return []
  if (!operation.safe)
    return [{ in: 'body', pointer: '/allPages', message: 'is only for operations that read (GET)' }]
  const message = 'is chosen by allPages; leave one of them out'
  return pageChoosers(operation)
    .filter((name) => input.query?.[name] !== undefined)
    .map((name) => ({ in: 'query', pointer: pointerOf([name]), message }))
}

function wantedPageSize(operation: Operation, input: OperationCall): number {
  const name = sizeParameterOf(operation)
  const wanted = name === undefined ? Number.NaN : Number(input.query?.[name])
  return Number.isInteger(wanted) && wanted > 0 ? pageSizeOf(operation, wanted) : pageSizeOf(operation)
}

export function requestFor(
  call: Pick<PreparedCall, 'operation' | 'connection' | 'signal'>,
  values: CallValues,
): HttpRequest {
  const { operation, connection } = call
  const baseUrl = baseUrlOf(operation, connection)
  const built = buildRequest(operation, values, { baseUrl })
  requireInside(built.url, baseUrl)
  return {
    service: operation.connector,
    method: methodOf(operation),
    url: built.url,
    headers: built.headers,
    ...(built.body === undefined
      ? {}
      : { body: typeof built.body === 'string' ? built.body : Buffer.from(built.body) }),
    ...(operation.safe && call.signal !== undefined ? { signal: call.signal } : {}),
  }
}

function baseUrlOf(operation: Operation, connection: Connection): string {
  const known = Object.hasOwn(connection.baseUrls, operation.host)
    ? connection.baseUrls[operation.host]
    : undefined
  if (known !== undefined) return known
  const hosts = Object.keys(connection.baseUrls).join(', ')
  throw new AppError(
    'CONFLICT',
    `${operation.operationId} is at the host "${operation.host}", for which this connection has no address (it has: ${hosts}).`,
  )
}

/** A path of an imported document could otherwise lengthen the host's name or climb out of the base path. */
function requireInside(url: string, baseUrl: string): void {
  const base = new URL(baseUrl)
  const folder = base.pathname.replace(/\/+$/, '')
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (target?.origin === base.origin && target.username === '' && target.pathname.startsWith(`${folder}/`))
    return
  throw new AppError(
    'INVALID',
    `The document's path leads away from ${base.origin}${folder}. Nothing was sent.`,
  )
}

function methodOf(operation: Operation): HttpMethod {
  if (isMethod(operation.method)) return operation.method
  throw new AppError('INVALID', `Operations with the method ${operation.method} cannot be called.`)
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.includes(method)
}
