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
  /** The good answer, cut in the middle. */
  readonly cutBody?: boolean
}

/** What decides whether a fault hits. */
type Aimed = Pick<Fault, 'matching' | 'times' | 'chance'>

export interface Faults<Kind extends Aimed> {
  readonly failNext: (fault: Kind) => void
  /** The fault for this request, if one is waiting; counts it as used. */
  take(request: string): Kind | undefined
  readonly clear: () => void
}

/** `draw` gives numbers from 0 to below 1. */
export function createFaults<Kind extends Aimed>(draw: () => number): Faults<Kind> {
  const waiting: { fault: Kind; left: number }[] = []
  const hits = ({ fault }: { fault: Kind }, request: string): boolean =>
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

export interface HeldRequest {
  /** Resolves when the request has arrived. */
  readonly asked: Promise<void>
  readonly release: () => void
}

/** The faults as members of a sandbox. */
export interface FaultMembers<Kind extends Fault> {
  failNext(fault: Kind): void
  clearFaults(): void
  /** The next matching request waits until it is released. */
  holdNext(matching?: RegExp): HeldRequest
}

export function bindFaults<Kind extends Fault>(faults: Faults<Kind | Fault>): FaultMembers<Kind> {
  return {
    failNext: faults.failNext,
    clearFaults: faults.clear,
    holdNext: (matching = /./) => {
      const [until, release] = makeGate()
      const [asked, onArrival] = makeGate()
      faults.failNext({ matching, until, onArrival })
      return { asked, release }
    },
  }
}

/** A promise, and what resolves it. */
function makeGate(): readonly [Promise<void>, () => void] {
  const gate: { open?: () => void } = {}
  const opened = new Promise<void>((resolve) => (gate.open = resolve))
  return [opened, () => gate.open?.()]
}
