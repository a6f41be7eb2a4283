import type { TimeSession } from '../../../api/time-types.ts'

export interface Totals {
  /** Without those that are deleted. */
  readonly count: number
  readonly seconds: number
  readonly billableSeconds: number
  readonly runningCount: number
}

/** Of what is listed: the time of those that have ended, and how many still run. */
export function totalsOf(sessions: readonly TimeSession[]): Totals {
  const counted = sessions.filter(({ status }) => status !== 'deleted')
  return {
    count: counted.length,
    seconds: secondsOf(counted),
    billableSeconds: secondsOf(counted.filter(({ billable }) => billable)),
    runningCount: counted.filter(({ running }) => running).length,
  }
}

function secondsOf(sessions: readonly TimeSession[]): number {
  return sessions.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0)
}
