import type { IncomingHttpHeaders } from 'node:http'

import type { Answer } from '../../shared/http/answer.ts'
import type { World } from '../world.ts'

export interface Caller {
  readonly userId: number
}

export interface ApiRequest {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

/** One operation of the document; `path` is its template after /v2. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  /** Whoever asks: no token is looked at. */
  readonly isOpen?: boolean
  readonly handle: (world: World, request: ApiRequest) => Answer
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const noContent: Answer = { status: 204 }
