export type TokenKind = 'none' | 'api-key' | 'installation' | 'user' | 'unreadable'

export interface LoggedRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly tokenKind: TokenKind
  readonly status: number
  readonly at: Date
  /** Exact arrival on the monotonic clock. */
  readonly arrivedMs: number
}

export interface RequestLog {
  /** Oldest first; only the newest `logSize` are kept. */
  readonly entries: readonly LoggedRequest[]
  /** All since the start, also the forgotten ones. */
  readonly total: number
  readonly refusedForRate: number
  readonly byStatus: Readonly<Record<number, number>>
  /** The most arrivals within any window of this length, refused ones included. */
  highestRate(windowMs?: number): number
  matching(pattern: RegExp): readonly LoggedRequest[]
  clear(): void
}

export interface RequestRecorder extends RequestLog {
  record(request: LoggedRequest): void
}

export function createRequestLog(size: number): RequestRecorder {
  const entries: LoggedRequest[] = []
  const byStatus: Record<number, number> = {}
  let total = 0
  return {
    entries,
    byStatus,
    get total() {
      return total
    },
    get refusedForRate() {
      return byStatus[429] ?? 0
    },
    highestRate: (windowMs = 1000) => highestRate(entries, windowMs),
    matching: (pattern) => entries.filter((entry) => pattern.test(`${entry.method} ${entry.path}`)),
    clear: () => {
      entries.length = 0
      total = 0
      for (const status of Object.keys(byStatus)) delete byStatus[Number(status)]
    },
    record: (request) => {
      total += 1
      byStatus[request.status] = (byStatus[request.status] ?? 0) + 1
      entries.push(request)
      // Trimmed by a quarter, so that a long run does not pay for every request.
      if (entries.length > size * 1.25) entries.splice(0, entries.length - size)
    },
  }
}

function highestRate(entries: readonly LoggedRequest[], windowMs: number): number {
  const arrivals = entries.map((entry) => entry.arrivedMs).sort((a, b) => a - b)
  let highest = 0
  let first = 0
  for (const [index, arrival] of arrivals.entries()) {
    while (arrival - (arrivals[first] ?? arrival) >= windowMs) first += 1
    highest = Math.max(highest, index - first + 1)
  }
  return highest
}
