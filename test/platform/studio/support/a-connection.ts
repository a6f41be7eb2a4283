import type { Connection, Connector } from '../../../../server/platform/connections/index.ts'
import type { Caller } from '../../../../server/platform/http/index.ts'
import type { HttpRequest, RetriedResponse } from '../../../../server/platform/outbound/index.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'

export type Respond = (request: HttpRequest) => RetriedResponse | Promise<RetriedResponse>

export interface FakeConnector extends Connector {
  readonly sent: HttpRequest[]
  readonly callers: Caller[]
}

/** A connector whose connection keeps what it is asked to send and answers as told. */
export function aConnector(respond: Respond, connection: Partial<Connection> = {}): FakeConnector {
  const sent: HttpRequest[] = []
  const callers: Caller[] = []
  const opened: Connection = {
    baseUrls: { api: 'https://api.acme.test/api' },
    fixedPath: { workspaceId: 'w1' },
    send: async (request) => {
      sent.push(request)
      return respond(request)
    },
    ...connection,
  }
  return {
    name: 'acme',
    sent,
    callers,
    connectAs: async (caller) => {
      callers.push(caller)
      return opened
    },
    connectInBackground: async () => opened,
  }
}

export function answer(
  body: unknown,
  options: { status?: number; headers?: Record<string, string>; attempts?: number } = {},
): RetriedResponse {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body))
  const headers = { 'content-type': 'application/json', ...options.headers }
  const timing = { firstByteMs: 1, bodyMs: 1 }
  const response = { status: options.status ?? 200, headers, body: bytes, durationMs: 2, timing }
  return { response, attempts: options.attempts ?? 1 }
}

export const aCaller = (scope: WorkspaceScope, role: Caller['role'] = 'member'): Caller => ({
  scope,
  role,
  userToken: 'user-token-of-the-member',
})

export const tag = (id: string): object => ({ id, name: `tag ${id}` })
