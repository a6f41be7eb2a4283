/** What the command has of the process. */
export interface PushIo {
  /** Behind `task upsert`. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Ctrl-C. */
  readonly signal: AbortSignal
  /** `-` is the standard input. */
  readonly read: (file: string) => Promise<Uint8Array>
  /** The result. */
  readonly print: (text: string) => void
  /** What people are told meanwhile; on a terminal `progress` overwrites its line. */
  readonly tell: (text: string) => void
  readonly progress: ((line: string) => void) | undefined
}
