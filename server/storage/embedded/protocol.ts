/** Messages between the main thread and the database's worker thread; each carries a list, and the answers to a list come together. */
export interface EmbeddedRequest {
  readonly id: number
  readonly kind: 'query' | 'exec' | 'listen' | 'close'
  readonly text: string
  readonly values?: readonly EmbeddedParameter[]
}

/** As the wire carries them: the text form, or the bytes of a bytea. */
export type EmbeddedParameter = string | Uint8Array | null

export interface EmbeddedResult {
  readonly rows: Record<string, unknown>[]
  readonly affectedRows: number
  /** Names of the bytea columns, which cross the thread border as Uint8Array. */
  readonly byteColumns: readonly string[]
}

/** A database error as it crosses the border: structured cloning would drop `code`. */
export interface EmbeddedFailure {
  readonly message: string
  readonly code: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined
}

export type EmbeddedResponse =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly failure: EmbeddedFailure }
  | { readonly kind: 'result'; readonly id: number; readonly result: EmbeddedResult }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: EmbeddedFailure }
  /** PostgreSQL cannot go on; no request is answered any more. */
  | { readonly kind: 'died'; readonly failure: EmbeddedFailure }
  | { readonly kind: 'notification'; readonly channel: string; readonly payload: string }

export interface EmbeddedWorkerData {
  /** Undefined = in memory. */
  readonly directory: string | undefined
  /** A dumped data directory to begin with; only used in memory. */
  readonly snapshot: Uint8Array | undefined
}
