/** Latest possible arrivals, newest first; never changed in place. */
export type Arrivals = readonly number[]

interface Kept {
  readonly window: { readonly count: number; readonly ms: number }
}

/** The earliest moment at which one more keeps to the limit in any window. */
export function roomAfter(arrivals: Arrivals, { window }: Kept): number {
  const oldest = arrivals[window.count - 1]
  return oldest === undefined ? 0 : oldest + window.ms
}

export function addArrival(arrivals: Arrivals, atMs: number, { window }: Kept): Arrivals {
  const found = arrivals.findIndex((other) => other <= atMs)
  const place = found === -1 ? arrivals.length : found
  // One that falls out is older than a window at the next slot: the slot that pushed it out waited for it.
  return [...arrivals.slice(0, place), atMs, ...arrivals.slice(place)].slice(0, window.count)
}

/** Without one that did not happen, or not then. */
export function removeArrival(arrivals: Arrivals, atMs: number): Arrivals {
  const place = arrivals.indexOf(atMs)
  return place === -1 ? arrivals : arrivals.toSpliced(place, 1)
}
