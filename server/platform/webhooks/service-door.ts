import type { IncomingHttpHeaders } from 'node:http'
import type { WorkspaceScope } from '../../shared/scope.ts'

export interface IncomingRequest {
  readonly connectionId: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What a signature has proved, and what the body is about. */
export interface SignedDelivery {
  readonly scope: WorkspaceScope
  /** The service's own name of the event. */
  readonly type: string
  readonly entityId: string | undefined
  /** For how long an equal body is a repetition; undefined = as long as it is the entity's newest. */
  readonly repeatsForMs: number | undefined
}

/** Where a connected service delivers: `/webhooks/SERVICE/CONNECTION`. */
export interface ServiceDoor {
  readonly service: string
  /** As its vendor writes it. */
  readonly label: string
  /** Undefined: there is no such connection, or it did not sign this. */
  identify(request: IncomingRequest): Promise<SignedDelivery | undefined>
}
