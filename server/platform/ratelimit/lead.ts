/** How long a reservation takes to become usable here: slots earlier than that would be lost on their way. */
export interface Lead {
  currentMs(): number
  observe(tookMs: number): void
}

const FIRST_MS = 5
const LONGEST_MS = 1_000
// A slow answer is remembered for some twenty quick ones.
const FADE = 0.9

export function createLead(): Lead {
  let leadMs = FIRST_MS
  return {
    currentMs: () => leadMs,
    observe: (tookMs) => {
      leadMs = Math.min(LONGEST_MS, Math.max(tookMs, leadMs * FADE))
    },
  }
}
