/** The most releases that any window of this length holds; a window includes its first moment, not its last. */
export function mostInWindow(times: readonly number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  let first = 0
  let most = 0
  for (const [index, time] of sorted.entries()) {
    while (time - sorted[first]! >= windowMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

/** Releases per second in the quickest run of so many. */
export function bestRate(times: readonly number[], count: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  const spans = sorted.slice(count).map((time, index) => time - sorted[index]!)
  return (count * 1000) / Math.min(...spans)
}
