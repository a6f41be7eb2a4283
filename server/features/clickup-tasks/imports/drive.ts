import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { ImportDeps } from './import-deps.ts'
import type { Driven } from './import.store.ts'

/** What one run of the driving job works with. */
export interface Drive {
  readonly deps: ImportDeps
  readonly scope: WorkspaceScope
  readonly driven: Driven
  readonly signal: AbortSignal
}

/** Why a driver does no more for now. */
export type Rest =
  /** It goes on at that time; nothing has failed. */
  | { readonly kind: 'wait'; readonly until: Date; readonly message: string | null }
  /** The whole import cannot go on until somebody has acted. */
  | { readonly kind: 'end'; readonly message: string }
