import type { World } from '../world.ts'
import type { Caller } from './authenticate.ts'
import type { Query } from './query.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface ApiRequest {
  readonly caller: Caller
  readonly params: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: unknown
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export type Handle = (world: World, request: ApiRequest) => Answer

/** One operation of the document. `path` is its template, with `/v1` and braces as documented. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly handle: Handle
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
})
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }
/** 200 with nothing in it, as several deletions are documented. */
export const empty: Answer = { status: 200 }

/** Routes under one workspace: `inWorkspace('GET', '/tags', handle)`. */
export function inWorkspace(method: Method, path: string, handle: Handle): Route {
  return { method, path: `/v1/workspaces/{workspaceId}${path}`, handle }
}

export function param(request: ApiRequest, name: string): string {
  return request.params[name] ?? ''
}
