export interface Fault {
  /** Tested against `METHOD /v2/path`; absent: every request. */
  readonly matching?: RegExp
  /** How many requests are hit; 1 when absent, Infinity for all until `clearFaults`. */
  readonly times?: number
  /** Only this share of the matching requests, by the sandbox's own random numbers. */
  readonly chance?: number
  /** `after`: the request is done, and then its answer is lost or changed. */
  readonly when?: 'before' | 'after'
  readonly delayMs?: number
  /** Called when the fault begins. */
  readonly onArrival?: () => void
  /** The answer waits for this. */
  readonly until?: Promise<unknown>
  /** Never answer: the connection stays open until the caller or the sandbox ends it. */
  readonly hang?: boolean
  /** Close the connection without an answer. */
  readonly drop?: boolean
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown
  /** 429 as the real one; the reset may lie in the past or far ahead. */
  readonly rateLimited?: { readonly resetInSeconds: number }
  /** The good answer, cut in the middle. */
  readonly cutBody?: boolean
  /** Answer this page whatever page was asked for. */
  readonly repeatPage?: number
}

export interface Faults {
  readonly failNext: (fault: Fault) => void
  /** The fault for this request, if one is waiting; counts it as used. */
  take(request: string): Fault | undefined
  readonly clear: () => void
}

/** `draw` gives numbers from 0 to below 1. */
export function createFaults(draw: () => number): Faults {
  const waiting: { fault: Fault; left: number }[] = []
  const hits = ({ fault }: { fault: Fault }, request: string): boolean =>
    (fault.matching?.test(request) ?? true) && (fault.chance === undefined || draw() < fault.chance)
  return {
    failNext: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    take: (request) => {
      const place = waiting.findIndex((one) => hits(one, request))
      const found = waiting[place]
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) waiting.splice(place, 1)
      return found.fault
    },
    clear: () => void waiting.splice(0),
  }
}
