import { useEffect, useEffectEvent } from 'react'

/** Looks again and again while something is under way; not at all where `everyMs` is undefined. */
export function useWatch(everyMs: number | undefined, look: () => void): void {
  const again = useEffectEvent(look)
  useEffect(() => {
    if (everyMs === undefined) return undefined
    const timer = setInterval(() => again(), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
}
