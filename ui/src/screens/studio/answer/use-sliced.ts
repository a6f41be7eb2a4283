import { useLayoutEffect, useState } from 'react'
import { inSlices } from './sliced.ts'

const DRAWN_EVERY_MS = 100

interface Sliced<T> {
  /** What the last work that came to its end made. */
  readonly value: T | undefined
  readonly isBusy: boolean
}

interface State<T> {
  readonly start?: (() => Generator<unknown, T>) | undefined
  readonly value?: T | undefined
  readonly error?: unknown
}

/**
 * Does the work in slices, anew for another `start`, and draws the component now and then meanwhile. Work that fits into one slice is done
 * before anything is painted.
 */
export function useSliced<T>(start: (() => Generator<unknown, T>) | undefined): Sliced<T> {
  const [state, setState] = useState<State<T>>({})
  useLayoutEffect(() => {
    if (!start) return undefined
    const stop = new AbortController()
    let drawnAt = performance.now()
    const onPause = (): void => {
      if (performance.now() - drawnAt < DRAWN_EVERY_MS) return
      drawnAt = performance.now()
      setState((before) => ({ ...before }))
    }
    inSlices(start(), { signal: stop.signal, onPause }).then(
      (value) => !stop.signal.aborted && setState({ start, value }),
      (error: unknown) => setState({ start, error }),
    )
    return () => stop.abort()
  }, [start])
  // Shown by the error boundary above.
  if (state.error !== undefined && state.start === start) throw state.error
  return { value: state.value, isBusy: start !== undefined && state.start !== start }
}
