const SLICE_MS = 8

interface SliceOptions {
  readonly signal?: AbortSignal
  /** Called after each slice but the last. */
  readonly onPause?: () => void
}

/**
 * Runs the work to its end without keeping the page from drawing and answering for longer than a slice. Each `yield` of the work is a place
 * where it may be interrupted. Small work is done at once, before this returns. Resolves to undefined when it was aborted.
 */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  options: SliceOptions = {},
): Promise<T | undefined> {
  while (!options.signal?.aborted) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    options.onPause?.()
    await nextTurn()
  }
  return undefined
}

/** Lets the page draw when it is due; for work that waits for something else anyway. */
export function createBreather(): () => Promise<void> {
  let until = performance.now() + SLICE_MS
  return async () => {
    if (performance.now() < until) return
    await nextTurn()
    until = performance.now() + SLICE_MS
  }
}

/** All of it now; for work that is known to be small. */
export function atOnce<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}

/** A message and not a timer: nested timers are held back for 4 ms each. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(undefined)
  })
}
