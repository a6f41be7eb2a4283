import type { WorkspaceScope } from '../../shared/scope.ts'
import type { BootstrapDeps } from './bootstrap-deps.ts'
import type { RenewableConnection } from './renewable-connection.ts'
import type { WalkedStep } from './plan-walk.ts'

/** Why a run stops before its end. */
export type Stop =
  | { readonly kind: 'waiting'; readonly resumesAt: Date }
  | { readonly kind: 'inactive' }
  /** The run was ended from outside, or its workspace is gone. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'token-invalid'; readonly reason: string }

/** One stretch of a run, from the moment a worker takes it up until it stops. */
export interface Walk {
  readonly deps: BootstrapDeps
  readonly scope: WorkspaceScope
  readonly runId: string
  readonly startedAt: Date
  readonly steps: ReadonlyMap<string, WalkedStep>
  readonly childrenOf: ReadonlyMap<string, readonly WalkedStep[]>
  readonly connection: RenewableConnection
  readonly signal: AbortSignal
}
