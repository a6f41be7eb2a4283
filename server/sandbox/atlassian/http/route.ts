import type { IncomingHttpHeaders } from 'node:http'

import type { Answer } from '../../shared/http/answer.ts'
import type { Dialect } from '../state/model.ts'
import type { Grant } from '../tokens.ts'
import type { World } from '../world.ts'
import type { ErrorForm } from './api-error.ts'
import type { Method } from './method.ts'

/** Anonymous when there is no grant. */
export interface Caller {
  readonly accountId: string | undefined
  readonly grant: Grant | undefined
}

export interface ApiRequest {
  readonly dialect: Dialect
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export type Handle = (world: World, request: ApiRequest) => Answer

/** One operation; `path` is as on the site, braces included. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly form: ErrorForm
  readonly dialect: Dialect
  /** Any one of these lets a token with scopes in. */
  readonly scopes: readonly string[]
  /** Whoever asks, anonymous callers too; others are told 401. */
  readonly isOpen?: boolean
  /** Announced as going away. */
  readonly replacedBy?: string
  readonly handle: Handle
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }

export function param(request: ApiRequest, name: string): string {
  return request.params[name] ?? ''
}
