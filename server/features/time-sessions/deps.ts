import type { Clock } from '../../shared/clock.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db, Tx } from '../../storage/db.ts'

/** A Clockify user, as far as it is known here. */
export interface KnownUser {
  readonly name: string
  readonly email: string | null
}

/** An entry as Clockify has it now; undefined when it has none. */
export type FetchEntry = (scope: WorkspaceScope, externalId: string) => Promise<unknown>

/** How people are told by mail. */
export interface Mailing {
  /** The address of a session's page, for links; undefined: no such page can be reached from outside. */
  readonly sessionAddress?: ((sessionId: string) => string) | undefined
}

export interface ReportMail {
  readonly reportId: string
  readonly fileId: string
  readonly fileName: string
  readonly receivers: readonly string[]
  /** Null: the report of everybody. */
  readonly personName: string | null
  readonly period: {
    readonly kind: 'weekly' | 'monthly' | 'custom'
    /** Days of the zone, both of them in it. */
    readonly from: string
    readonly to: string
    readonly zone: string
  }
  readonly language: 'en' | 'es' | 'ru'
}

export interface TimeSessionDeps {
  readonly db: Db
  readonly clock: Clock
  readonly fetchEntry: FetchEntry
  /** Undefined: there is no mail server, and nobody is mailed. */
  readonly mailing?: Mailing | undefined
  /** By Clockify's ids, within the transaction; who is not known is left out. */
  findUsers(
    tx: Tx,
    scope: WorkspaceScope,
    externalIds: readonly string[],
  ): Promise<ReadonlyMap<string, KnownUser>>
  /** Within the transaction in which the report is done. Left out: nothing is mailed, and reports say so. */
  readonly mailReport?: (tx: Tx, scope: WorkspaceScope, mail: ReportMail) => Promise<void>
}
