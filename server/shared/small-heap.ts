import { setFlagsFromString } from 'node:v8'

// The young generation stays as small as it begins, and the old one is collected after growing by a third instead of up to four times.
const FLAGS = ['--semi-space-growth-factor=1', '--heap-growing-percent=30']

let isKeptSmall = false

/**
 * Less memory for more collecting, in all threads; what has grown already does not shrink. V8 goes back to its own factor whenever a
 * thread begins, so one that begins says it again.
 */
export function keepHeapSmall(): void {
  for (const flag of FLAGS) setFlagsFromString(flag)
  isKeptSmall = true
}

// V8's own factor.
const AS_EVER = '--heap-growing-percent=0'
const MEANWHILE = '--heap-growing-percent=50'
let users = 0

/**
 * The same until the returned function is called: for what makes much garbage and keeps little. The old generation would grow to several
 * times of what is in it before anything is collected.
 */
export function startSmallHeap(): () => void {
  if (isKeptSmall) return () => {}
  users += 1
  setFlagsFromString(MEANWHILE)
  return () => {
    users -= 1
    if (users === 0) setFlagsFromString(AS_EVER)
  }
}
