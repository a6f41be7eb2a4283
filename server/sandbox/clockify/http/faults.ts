export interface Fault {
  /** Tested against `METHOD /path`; absent: every request. */
  readonly matching?: RegExp
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: unknown
  /** How many requests are hit; 1 when absent. */
  readonly times?: number
  readonly delayMs?: number
  /** Never answer: the connection stays open until the caller or the sandbox ends it. */
  readonly hang?: boolean
}

export interface Faults {
  readonly failNext: (fault: Fault) => void
  /** The fault for this request, if one is waiting; counts it as used. */
  take(request: string): Fault | undefined
  readonly clear: () => void
}

export function createFaults(): Faults {
  const waiting: { fault: Fault; left: number }[] = []
  return {
    failNext: (fault) => void waiting.push({ fault, left: fault.times ?? 1 }),
    take: (request) => {
      const place = waiting.findIndex(({ fault }) => fault.matching?.test(request) ?? true)
      const found = waiting[place]
      if (!found) return undefined
      found.left -= 1
      if (found.left <= 0) waiting.splice(place, 1)
      return found.fault
    },
    clear: () => void waiting.splice(0),
  }
}
