/** What the address to answer a click at is sealed for. */
export const RESPONSE_PURPOSE = 'slack-response'

// Slack says half an hour (facts: slack, section 2.3); an answer needs its time too.
const ANSWERABLE_MS = 29 * 60_000

/** Clicks since then can still be answered. */
export function answerableSince(now: Date): Date {
  return new Date(now.getTime() - ANSWERABLE_MS)
}
