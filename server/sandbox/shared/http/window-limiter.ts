/** A fixed window begins with its first request and ends as a whole; in a sliding one each request ends by itself. */
export type WindowKind = 'fixed' | 'sliding'

export interface Admission {
  readonly isAdmitted: boolean
  /** How many more the window takes. */
  readonly left: number
  /** When the oldest request that counts stops counting. */
  readonly resetMs: number
}

export interface WindowLimiter {
  /** Counts the request for this key unless the window is full. */
  admit(key: string, nowMs: number): Admission
}

export interface WindowSettings {
  readonly most: number
  readonly windowMs: number
  readonly kind: WindowKind
}

export function createWindowLimiter({ most, windowMs, kind }: WindowSettings): WindowLimiter {
  const admitted = new Map<string, number[]>()
  const stillCounting = (arrivals: readonly number[], nowMs: number): number[] => {
    if (kind === 'sliding') return arrivals.filter((arrival) => nowMs - arrival < windowMs)
    return nowMs - (arrivals[0] ?? nowMs) < windowMs ? [...arrivals] : []
  }
  return {
    admit: (key, nowMs) => {
      const kept = stillCounting(admitted.get(key) ?? [], nowMs)
      const isAdmitted = kept.length < most
      if (isAdmitted) kept.push(nowMs)
      admitted.set(key, kept)
      return {
        isAdmitted,
        left: Math.max(0, most - kept.length),
        resetMs: (kept[0] ?? nowMs) + windowMs,
      }
    },
  }
}
