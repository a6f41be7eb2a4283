export type TokenKind = 'none' | 'personal' | 'oauth' | 'unknown'

export interface LoggedRequest {
  readonly method: string
  /** Without /api: `/v2/task/86abc`; files lie under /files. */
  readonly path: string
  /** The document's template for it, such as `/v2/task/{task_id}`. */
  readonly route: string | undefined
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, form fields by name, or undefined. */
  readonly body: unknown
  readonly tokenKind: TokenKind
  readonly userId: number | undefined
  /** 0 when it was never answered. */
  readonly status: number
  readonly at: Date
  /** Exact arrival on the monotonic clock. */
  readonly arrivedMs: number
}

export interface Complaint {
  readonly request: LoggedRequest
  readonly complaints: readonly string[]
}

export interface RequestLog {
  /** Oldest first; only the newest `logSize` are kept. */
  readonly entries: readonly LoggedRequest[]
  /** All since the start, also the forgotten ones. */
  readonly total: number
  readonly refusedForRate: number
  readonly byStatus: Readonly<Record<number, number>>
  /** What `checkRequest` said against requests. */
  readonly complaints: readonly Complaint[]
  /** The most arrivals within any window of this length, refused ones included. */
  highestRate(windowMs?: number): number
  /** Tested against `METHOD /v2/path`. */
  matching(pattern: RegExp): readonly LoggedRequest[]
  clear(): void
}

export interface RequestRecorder extends RequestLog {
  record(request: LoggedRequest): void
}

export function createRequestLog(
  size: number,
  check: (request: LoggedRequest) => readonly string[],
): RequestRecorder {
  const entries: LoggedRequest[] = []
  const complaints: Complaint[] = []
  const byStatus: Record<number, number> = {}
  let total = 0
  return {
    entries,
    complaints,
    byStatus,
    get total() {
      return total
    },
    get refusedForRate() {
      return byStatus[429] ?? 0
    },
    highestRate: (windowMs = 60_000) => highestRate(entries, windowMs),
    matching: (pattern) => entries.filter((entry) => pattern.test(`${entry.method} ${entry.path}`)),
    clear: () => {
      entries.length = 0
      complaints.length = 0
      total = 0
      for (const status of Object.keys(byStatus)) delete byStatus[Number(status)]
    },
    record: (request) => {
      total += 1
      byStatus[request.status] = (byStatus[request.status] ?? 0) + 1
      entries.push(request)
      const found = check(request)
      if (found.length > 0) complaints.push({ request, complaints: found })
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
