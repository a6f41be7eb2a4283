/** Somebody else works on the entry by now: this one has nothing to say any more. */
export class TakenOver extends Error {
  constructor() {
    super('somebody else works on the task')
    this.name = 'TakenOver'
  }
}

// After a write whose answer was lost. The last one is later than ClickUp may take for any request.
const LOOKS_MS = [2_000, 10_000, 60_000] as const

/** When to look next for what was sent then; undefined when all looks are over. */
export function nextLook(sentAt: Date, looks: number): Date | undefined {
  const afterMs = LOOKS_MS[looks]
  return afterMs === undefined ? undefined : new Date(sentAt.getTime() + afterMs)
}
