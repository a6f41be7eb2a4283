import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Caller } from '../http/index.ts'
import type { HttpRequest, RetriedResponse } from '../outbound/index.ts'

/** A service as one workspace reaches it: where, with which credential, at which rate. Opened for a call or a run, never kept. */
export interface Connection {
  /** By the host names that the catalogue's operations use: `api`, `reports` ... */
  readonly baseUrls: Readonly<Record<string, string>>
  /** Path values that follow from the credentials, such as workspaceId; a caller cannot choose them. */
  readonly fixedPath: Readonly<Record<string, string>>
  /** Adds the credential, waits for the rate limit, repeats safe methods. Throws BudgetExhausted when the hour's budget is used up. */
  send(request: HttpRequest): Promise<RetriedResponse>
}

export interface Connector {
  readonly name: string
  /** For somebody's own call: on the caller's behalf, ahead of background work. */
  connectAs(caller: Caller): Promise<Connection>
  /** For the platform's own work in the workspace. */
  connectInBackground(scope: WorkspaceScope): Promise<Connection>
}

/** A connection with another service, and the id under which webhooks name it. */
export interface ServiceConnection extends Connection {
  readonly id: string
  /** What its credentials say of the service and is no secret, by the service's own names. */
  readonly traits: Readonly<Record<string, string>>
}

/** For a service that a workspace is connected with by credentials of its own. */
export interface ServiceConnector extends Connector {
  /** People first: a screen waits for `interactive`. */
  open(scope: WorkspaceScope, kind: 'interactive' | 'background'): Promise<ServiceConnection>
  connectAs(caller: Caller): Promise<ServiceConnection>
  connectInBackground(scope: WorkspaceScope): Promise<ServiceConnection>
}

/** No request may leave before `resumesAt`. */
export class BudgetExhausted extends Error {
  readonly resumesAt: Date

  constructor(resumesAt: Date) {
    super(`the request budget is used up until ${resumesAt.toISOString()}`)
    this.name = 'BudgetExhausted'
    this.resumesAt = resumesAt
  }
}
