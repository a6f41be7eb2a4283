class DeadlineError extends Error {
  readonly code = 'DEADLINE'

  constructor(timeoutMs: number) {
    super(`no complete answer within ${timeoutMs} ms`)
    this.name = 'DeadlineError'
  }
}

export interface Deadline {
  /** Fires when the time is up or the caller cancels. */
  readonly signal: AbortSignal
  /** Rejects as soon as the deadline fires, however long `work` takes to notice. */
  race<T>(work: Promise<T>): Promise<T>
  release(): void
}

/** One time limit over all that happens until release(), joined with the caller's own signal. `failure` is what it ends with. */
export function startDeadline(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  failure: () => Error = () => new DeadlineError(timeoutMs),
): Deadline {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(failure())
  }, timeoutMs)
  const cancel = (): void => {
    controller.abort(outer?.reason)
  }
  if (outer?.aborted === true) cancel()
  outer?.addEventListener('abort', cancel, { once: true })

  const { signal } = controller
  return {
    signal,
    race: (work) => Promise.race([work, rejectionOf(signal)]),
    release() {
      clearTimeout(timer)
      outer?.removeEventListener('abort', cancel)
    },
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => {
      reject(
        signal.reason instanceof Error ? signal.reason : new Error('cancelled', { cause: signal.reason }),
      )
    }
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}
