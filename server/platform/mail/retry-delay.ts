const MINUTES = [1, 5, 15, 60, 240, 720, 1_440]

/** Milliseconds until the next attempt after so many; undefined: that was the last one. */
export function retryDelayMs(attempts: number): number | undefined {
  const minutes = MINUTES[attempts - 1]
  return minutes === undefined ? undefined : minutes * 60_000
}
