import { setTimeout as wait } from 'node:timers/promises'

/** Work that was started and is not done yet. */
export type Underway = Set<Promise<void>>

export function track(underway: Underway, work: Promise<void>): void {
  const tracked = work.finally(() => underway.delete(tracked))
  underway.add(tracked)
}

export async function roomFor(underway: Underway, most: number): Promise<void> {
  while (underway.size >= most) await Promise.race(underway)
}

/** Ends early, without a failure, when the signal is given. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
