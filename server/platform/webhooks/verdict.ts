import type { EventStatus, Runs } from './webhook-event.store.ts'

interface Verdict {
  readonly status: EventStatus
  readonly error: string | null
}

const NO_SUBSCRIBER = 'no module wants events of this type'

/** What an event's status follows from: `received` while a subscription waits, then the worst of them. */
export function verdictOf(runs: Runs): Verdict {
  const all = Object.entries(runs).map(([name, run]) => ({ name, ...run }))
  const withStatus = (status: string) => all.filter((run) => run.status === status)
  if (withStatus('waiting').length > 0) return { status: 'received', error: null }
  const failed = withStatus('failed')
  if (failed.length > 0)
    return { status: 'failed', error: failed.map(({ name, error }) => `${name}: ${error ?? ''}`).join('; ') }
  if (withStatus('done').length > 0) return { status: 'done', error: null }
  return { status: 'ignored', error: all[0]?.error ?? NO_SUBSCRIBER }
}
