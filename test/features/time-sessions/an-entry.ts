import type { WebhookEvent } from '../../../server/platform/feature.ts'

const START = Date.parse('2026-03-02T09:00:00Z')

/** At an hour of the day that these tests are about. */
export const hour = (hours: number): string => new Date(START + hours * 3_600_000).toISOString()

export interface Entry {
  readonly id: string
  readonly from: number
  /** Undefined: it runs. */
  readonly to?: number
  readonly description?: string
  readonly [field: string]: unknown
}

/** A time entry as Clockify's webhooks send one; times are hours since nine. */
export function entryBody({ id, from, to, description = 'Planning', ...rest }: Entry): object {
  const end = to === undefined ? null : hour(to)
  return {
    id,
    description,
    userId: 'u1',
    billable: true,
    projectId: 'p1',
    taskId: null,
    timeInterval: { start: hour(from), end, duration: null, timeZone: 'Europe/Madrid' },
    project: { id: 'p1', name: 'Website' },
    task: null,
    user: { id: 'u1', name: 'Ana', status: 'ACTIVE' },
    ...rest,
  }
}

let events = 0

/** An event as subscribers get it. */
export function anEvent(type: string, payload: object): WebhookEvent {
  events += 1
  return {
    id: `e${events}`,
    type,
    entityId: null,
    payload,
    receivedAt: new Date(START + events * 1_000),
    ambiguous: false,
    replayed: false,
  }
}
