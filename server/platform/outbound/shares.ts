/** How much of a service each user of it may occupy at once: one whose calls hang holds up its own, and nobody else's. */
export interface Shares {
  /** Waits until the share has room; the signal ends the waiting, not the work. */
  run<T>(share: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>
}

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

export function createShares(mostAtOnce: number): Shares {
  const lines = new Map<string, Line>()

  function leave(share: string, line: Line): void {
    const next = line.waiting.shift()
    // The place goes to whoever has waited longest.
    if (next) next()
    else line.running -= 1
    if (line.running === 0) lines.delete(share)
  }

  return {
    run: async (share, signal, work) => {
      signal?.throwIfAborted()
      const line = lines.get(share) ?? { running: 0, waiting: [] }
      lines.set(share, line)
      if (line.running < mostAtOnce) line.running += 1
      else await placeIn(line, signal)
      try {
        return await work()
      } finally {
        leave(share, line)
      }
    },
  }
}

function placeIn(line: Line, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      line.waiting.splice(line.waiting.indexOf(enter), 1)
      reject(
        signal?.reason instanceof Error ? signal.reason : new Error('cancelled', { cause: signal?.reason }),
      )
    }
    const enter = (): void => {
      signal?.removeEventListener('abort', giveUp)
      resolve()
    }
    signal?.addEventListener('abort', giveUp, { once: true })
    line.waiting.push(enter)
  })
}
