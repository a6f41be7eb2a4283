export interface Background {
  readonly run: (work: Promise<unknown>) => void
  settled(): Promise<void>
  readonly failures: readonly unknown[]
}

/** Remembers what fails, so that a test can see it; nobody else is there to catch it. */
export function createBackground(): Background {
  const underway = new Set<Promise<void>>()
  const failures: unknown[] = []
  return {
    failures,
    run: (work) => {
      const tracked: Promise<void> = work
        .then(
          () => undefined,
          (error: unknown) => void failures.push(error),
        )
        .finally(() => underway.delete(tracked))
      underway.add(tracked)
    },
    settled: async () => {
      while (underway.size > 0) await Promise.all(underway)
    },
  }
}
