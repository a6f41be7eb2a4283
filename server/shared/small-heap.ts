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

const grown: number[] = []

/**
 * Until the returned function is called the old generation is collected after growing by so many percent, where it would grow to several
 * times of what is in it: for what makes much garbage and keeps little. The fewer, the more time is spent on it.
 */
export function startSmallHeap(percent = 50): () => void {
  if (isKeptSmall) return () => {}
  grown.push(percent)
  growByLeast()
  return () => {
    grown.splice(grown.indexOf(percent), 1)
    growByLeast()
  }
}

function growByLeast(): void {
  // 0 is V8's own factor.
  setFlagsFromString(`--heap-growing-percent=${grown.length === 0 ? 0 : Math.min(...grown)}`)
}
