import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import type { InstalledServer } from './installed-server.ts'
import { post, type LoadResult } from './load.ts'
import { postSteadily } from './steady-load.ts'

const CONNECTIONS = 50

function deliveryHeaders(sandbox: ClockifySandbox, event: string): Record<string, string> {
  const webhook = sandbox.installation?.webhooks.find((candidate) => candidate.event === event)
  if (!webhook) throw new Error(`${event} is not declared`)
  return {
    'content-type': 'application/json',
    'clockify-signature': webhook.authToken,
    'clockify-webhook-event-type': event,
  }
}

interface Deliveries {
  readonly seconds: number
  /** Undefined: as fast as the answers come. */
  readonly perSecond?: number
  /** What they tell of a time entry; an update, unless told otherwise. */
  readonly event?: string
  /** The webhook's door, unless told otherwise. */
  readonly url?: string
}

/** Deliveries that nobody has seen before. */
export function deliver(
  { server, sandbox }: Pick<InstalledServer, 'server' | 'sandbox'>,
  { seconds, perSecond, event = 'TIME_ENTRY_UPDATED', url }: Deliveries,
): Promise<LoadResult> {
  const door = `/webhooks/clockify/${event.toLowerCase().replaceAll('_', '-')}`
  const load = {
    url: url ?? server.baseUrl + door,
    headers: deliveryHeaders(sandbox, event),
    body: () => newDelivery(sandbox.workspaceId),
    seconds,
    connections: CONNECTIONS,
  }
  return perSecond === undefined ? post(load) : postSteadily(load, perSecond)
}

let lastEntry = 0

/** A time entry that nobody has heard of, about 700 bytes as Clockify sends one. */
function newDelivery(workspaceId: string): string {
  const id = `b${(lastEntry += 1).toString(16).padStart(23, '0')}`
  return `{"id":"${id}","workspaceId":"${workspaceId}",${REST}`
}

const REST = JSON.stringify({
  description: 'Weekly planning with the client, notes and follow-up',
  userId: '5f9a8b7c6d5e4f3a2b1c0d9e',
  billable: true,
  projectId: '5f9a8b7c6d5e4f3a2b1c0d9f',
  timeInterval: { start: '2026-03-02T10:00:00Z', end: '2026-03-02T11:30:00Z', duration: 'PT1H30M' },
  isLocked: false,
  hourlyRate: { amount: 0, currency: 'USD' },
  costRate: null,
  customFieldValues: [],
  type: 'REGULAR',
  kioskId: null,
  tags: [],
  user: { id: '5f9a8b7c6d5e4f3a2b1c0d9e', name: 'Ana Petrova', status: 'ACTIVE' },
  project: { id: '5f9a8b7c6d5e4f3a2b1c0d9f', name: 'Internal', clientId: null },
}).slice(1)
