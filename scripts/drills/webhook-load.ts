import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { expectEqual, listAll } from './support.ts'

const EVENT = 'TIME_ENTRY_UPDATED'

export interface WebhookLoad {
  readonly acknowledged: ReadonlySet<string>
  readonly sent: ReadonlySet<string>
  readonly refusals: readonly { readonly status: number; readonly headers: Headers; readonly body: string }[]
  /** Requests without any answer. */
  readonly broken: number
  /** Resolves when every request under way is answered. */
  stop(): Promise<void>
}

/** One signed delivery of a time entry that nobody has heard of; the answer comes from whichever server is named. */
export function deliver(sandbox: ClockifySandbox, baseUrl: string, entityId: string): Promise<Response> {
  const webhook = sandbox.installation?.webhooks.find((candidate) => candidate.event === EVENT)
  if (!webhook) throw new Error(`${EVENT} is not declared`)
  return fetch(`${baseUrl}/webhooks/clockify/time-entry-updated`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'clockify-signature': webhook.authToken,
      'clockify-webhook-event-type': EVENT,
    },
    body: JSON.stringify({ id: entityId, description: 'load', workspaceId: sandbox.workspaceId }),
  })
}

let lastEntity = 0

export function newEntityId(): string {
  return (lastEntity += 1).toString(16).padStart(24, 'e')
}

/** Several senders, one delivery after another each, taking turns over the servers, until stopped. */
export function startWebhookLoad(
  sandbox: ClockifySandbox,
  baseUrls: readonly string[],
  senders = 4,
): WebhookLoad {
  const load = {
    acknowledged: new Set<string>(),
    sent: new Set<string>(),
    refusals: [] as { status: number; headers: Headers; body: string }[],
    broken: 0,
  }
  const stopping = new AbortController()

  async function sendOne(turn: number): Promise<boolean> {
    const id = newEntityId()
    load.sent.add(id)
    const answer = await deliver(sandbox, baseUrls[turn % baseUrls.length] ?? '', id).catch(() => undefined)
    if (!answer) {
      load.broken += 1
      return false
    }
    const body = await answer.text()
    if (answer.ok) load.acknowledged.add(id)
    else load.refusals.push({ status: answer.status, headers: answer.headers, body })
    return answer.ok
  }
  async function sendOn(first: number): Promise<void> {
    for (let turn = first; !stopping.signal.aborted; turn += 1) if (!(await sendOne(turn))) await sleep(20)
  }

  const running = Promise.all(Array.from({ length: senders }, (_, index) => sendOn(index)))
  return Object.assign(load, {
    stop: async () => {
      stopping.abort()
      await running
    },
  })
}

interface EventView {
  readonly entityId: string | null
  readonly status: string
}

/** Of all deliveries, from the list that an admin sees. */
export function listEvents(sandbox: ClockifySandbox, baseUrl: string): Promise<EventView[]> {
  return listAll<EventView>(baseUrl, sandbox, `/api/webhook-events?type=${EVENT}`)
}

/** Everything that was acknowledged is there, and nothing twice. Resolves to the number of events. */
export async function expectKept(
  load: Pick<WebhookLoad, 'acknowledged'>,
  sandbox: ClockifySandbox,
  baseUrl: string,
): Promise<number> {
  const ids = (await listEvents(sandbox, baseUrl)).map((event) => event.entityId ?? '')
  const stored = new Set(ids)
  expectEqual('events stored twice', ids.length - stored.size, 0)
  expectEqual('acknowledged events lost', [...load.acknowledged].filter((id) => !stored.has(id)).length, 0)
  return ids.length
}
