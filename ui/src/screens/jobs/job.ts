import type { Job, JobStatus, Role } from '../../api/types.ts'
import type { TextKey } from '../../i18n/index.ts'
import type { Tone } from '../../kit/chip.tsx'

export const JOB_STATUSES: readonly JobStatus[] = ['ready', 'running', 'done', 'failed', 'cancelled']

export const JOB_TONES: Readonly<Record<JobStatus, Tone>> = {
  ready: 'warn',
  running: 'busy',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

const NAMES: Readonly<Record<string, TextKey>> = {
  'bootstrap.walk': 'jobs.name.bootstrap',
  'webhooks.dispatch-event': 'jobs.name.dispatchEvent',
  'webhooks.run-subscription': 'jobs.name.tellSubscribers',
  'webhooks.tell-subscribers': 'jobs.name.tellSubscribers',
}

// How jobs of different kinds call what is done and how much there is.
const COUNTERS: readonly (readonly [string, string])[] = [
  ['done', 'total'],
  ['processed', 'total'],
  ['requests', 'expected'],
]

export interface JobProgress {
  readonly done: number
  readonly total: number
}

/** Undefined for a kind that has no words of ours: it is called by its name. */
export function jobTextKey(name: string): TextKey | undefined {
  return NAMES[name]
}

/** Undefined when what the job says of itself has no such numbers. */
export function progressOf(progress: unknown): JobProgress | undefined {
  if (typeof progress !== 'object' || progress === null) return undefined
  const said = progress as Readonly<Record<string, unknown>>
  for (const [doneIn, totalIn] of COUNTERS) {
    const done = said[doneIn]
    const total = said[totalIn]
    if (typeof done === 'number' && typeof total === 'number' && total > 0)
      return { done: Math.min(done, total), total }
  }
  return undefined
}

export type JobAction = 'retry' | 'cancel'

const ACTIONS: Readonly<Record<JobStatus, JobAction | undefined>> = {
  ready: 'cancel',
  running: 'cancel',
  done: undefined,
  failed: 'retry',
  cancelled: 'retry',
}

/** What can be done with a job in this state. */
export function actionFor({ status }: Pick<Job, 'status'>): JobAction | undefined {
  return ACTIONS[status]
}

export function mayAct(role: Role): boolean {
  return role === 'admin'
}

/** `failed` in an address -> the status; undefined for anything else. */
export function statusIn(text: string | null): JobStatus | undefined {
  return JOB_STATUSES.find((status) => status === text)
}

/** When a waiting job has its turn; undefined for the others. */
export function nextRunOf({ status, runAt }: Pick<Job, 'status' | 'runAt'>): string | undefined {
  return status === 'ready' ? runAt : undefined
}
