import { setTimeout as wait } from 'node:timers/promises'
import type { Dispatcher } from 'undici'

class ClientClosingError extends Error {
  readonly code = 'CLIENT_CLOSING'

  constructor() {
    super('the client is closing')
    this.name = 'ClientClosingError'
  }
}

interface RunningCalls {
  /** Starts the call, unless we are closing. */
  track<T>(start: () => Promise<T>): Promise<T>
  /** Waits for the calls that run, at most the grace, and then destroys every connection. */
  close(): Promise<void>
}

// undici's own close() forgets its connections, so that calls which hang could not be cut afterwards.
export function createRunningCalls(agent: Pick<Dispatcher, 'destroy'>, graceMs: number): RunningCalls {
  const calls = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined

  async function closeOnce(): Promise<void> {
    const grace = new AbortController()
    const timeUp = wait(graceMs, undefined, { signal: grace.signal }).catch(ignoreAbort)
    await Promise.race([Promise.allSettled(calls), timeUp])
    grace.abort()
    await agent.destroy()
  }

  return {
    async track(start) {
      if (closing !== undefined) throw new ClientClosingError()
      const call = start()
      calls.add(call)
      try {
        return await call
      } finally {
        calls.delete(call)
      }
    },
    close: () => (closing ??= closeOnce()),
  }
}

function ignoreAbort(): void {
  // The timer is aborted because all calls have ended: nothing failed.
}
