/** What is known of every request, whatever the service. */
export interface ArrivedRequest {
  readonly method: string
  /** As the service's document writes it: `/v2/task/86abc`. */
  readonly path: string
  /** The document's template for it, such as `/v2/task/{task_id}`. */
  readonly route: string | undefined
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON, form fields by name, an `UploadedForm`, or undefined. */
  readonly body: unknown
  /** 0 when it was never answered. */
  readonly status: number
  readonly at: Date
  /** Exact arrival on the monotonic clock. */
  readonly arrivedMs: number
}

export interface Complaint<Request> {
  readonly request: Request
  readonly complaints: readonly string[]
}

/** Complaints about a request, such as those of the vendor's document; none when it is good. */
export type CheckRequest<Request> = (request: Request) => readonly string[]

export interface RequestLog<Request> {
  /** Oldest first; only the newest `logSize` are kept. */
  readonly entries: readonly Request[]
  /** All since the start, also the forgotten ones. */
  readonly total: number
  readonly refusedForRate: number
  readonly byStatus: Readonly<Record<number, number>>
  /** What `checkRequest` said against requests. */
  readonly complaints: readonly Complaint<Request>[]
  /** The most arrivals within any window of this length, refused ones included. */
  highestRate(windowMs?: number): number
  /** Tested against `METHOD /v2/path`. */
  matching(pattern: RegExp): readonly Request[]
  clear(): void
}

export interface RequestRecorder<Request> extends RequestLog<Request> {
  record(request: Request): void
}

export interface RequestLogSettings<Request> {
  readonly size: number
  /** What `highestRate` counts in when it is not told. */
  readonly windowMs: number
  readonly check: CheckRequest<Request>
}

/** What the log itself needs of a request. */
type Countable = Pick<ArrivedRequest, 'method' | 'path' | 'status' | 'arrivedMs'>

export function createRequestLog<Request extends Countable>(
  settings: RequestLogSettings<Request>,
): RequestRecorder<Request> {
  const entries: Request[] = []
  const complaints: Complaint<Request>[] = []
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
    highestRate: (windowMs = settings.windowMs) => highestRate(entries, windowMs),
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
      const found = settings.check(request)
      if (found.length > 0) complaints.push({ request, complaints: found })
      // Trimmed by a quarter, so that a long run does not pay for every request.
      if (entries.length > settings.size * 1.25) entries.splice(0, entries.length - settings.size)
    },
  }
}

function highestRate(entries: readonly Countable[], windowMs: number): number {
  const arrivals = entries.map((entry) => entry.arrivedMs).sort((a, b) => a - b)
  let highest = 0
  let first = 0
  for (const [index, arrival] of arrivals.entries()) {
    while (arrival - (arrivals[first] ?? arrival) >= windowMs) first += 1
    highest = Math.max(highest, index - first + 1)
  }
  return highest
}
