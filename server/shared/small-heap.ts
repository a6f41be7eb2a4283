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

const YOUNG_MAY_GROW = '--semi-space-growth-factor=2'
const YOUNG_STAYS = '--semi-space-growth-factor=1'
const BURST_MS = 1_000
let burst: NodeJS.Timeout | undefined

/**
 * For work that comes in bursts of thousands of small things, each kept for a moment: from now on and for a second the young generation may
 * grow, where it is kept small. Too small a one takes them for something that stays, and collects the old one over and over; what it has
 * grown to, V8 takes back when little is made.
 */
export function growYoungInBurst(): void {
  if (!isKeptSmall) return
  if (burst) {
    burst.refresh()
    return
  }
  setFlagsFromString(YOUNG_MAY_GROW)
  burst = setTimeout(() => {
    burst = undefined
    setFlagsFromString(YOUNG_STAYS)
  }, BURST_MS)
  burst.unref()
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
