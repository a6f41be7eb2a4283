import type { Answer } from '../../shared/http/answer.ts'
import type { World } from '../world.ts'
import type { Caller } from './authenticate.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface ApiRequest {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
}

export type Handle = (world: World, request: ApiRequest) => Answer

/** One operation of the document. `path` is its template: `/v2/...` or `/api/v3/...` as documented, braces included. */
export interface Route {
  readonly method: Method
  readonly path: string
  /** Whoever asks: no token is looked at. */
  readonly isOpen?: boolean
  readonly handle: Handle
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
/** Many writes answer an empty object. */
export const okEmpty: Answer = { status: 200, body: {} }
export const noContent: Answer = { status: 204 }

export function param(request: ApiRequest, name: string): string {
  return request.params[name] ?? ''
}
