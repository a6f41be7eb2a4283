import { formatClock } from './time-text.ts'
import { useNow } from '../../kit/use-now.ts'

const TICK_MS = 1_000

/** How long something has been running, to the second. */
export function RunningTime({ since }: { readonly since: string }) {
  const now = useNow(TICK_MS)
  // A clock that is a moment behind the server's shows no time below zero.
  return <span className="ticking">{formatClock((now - Date.parse(since)) / 1_000)}</span>
}
