import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { adminHeaders, expectEqual, listAll, until } from './support.ts'

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
    body: JSON.stringify({
      id: entityId,
      description: 'load',
      workspaceId: sandbox.workspaceId,
      userId: 'dddddddddddddddddddddddd',
      timeInterval: { start: '2026-03-02T09:00:00Z', end: '2026-03-02T10:00:00Z', duration: 'PT1H' },
    }),
  })
}

let lastEntity = 0

export function newEntityId(): string {
  return `eeeeeeeeeeee${(lastEntity += 1).toString(16).padStart(12, '0')}`
}

/** Whether an entity comes from here and not from the sandbox. */
export function isOfLoad(entityId: string): boolean {
  return entityId.startsWith('eeeeeeeeeeee')
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

/** Resolves to the milliseconds that it took. */
export function untilMoreAcknowledged(load: Pick<WebhookLoad, 'acknowledged'>, more = 50): Promise<number> {
  const enough = load.acknowledged.size + more
  return until('deliveries are acknowledged', 30_000, () => load.acknowledged.size >= enough)
}

/** Resolves to the milliseconds until no event waits for its jobs any more; none may have failed. */
export async function untilSettled(sandbox: ClockifySandbox, baseUrl: string): Promise<number> {
  const hasAny = async (status: string): Promise<boolean> => {
    const path = `/api/webhook-events?type=${EVENT}&status=${status}&limit=1`
    const answer = await fetch(baseUrl + path, { headers: adminHeaders(sandbox) })
    return ((await answer.json()) as { items: unknown[] }).items.length > 0
  }
  const took = await until('every event is worked off', 120_000, async () => {
    await sleep(200)
    return !(await hasAny('received'))
  })
  expectEqual('events failed', await hasAny('failed'), false)
  return took
}

/** What an answer must be while nothing can be stored. */
export function expectRefusals(load: Pick<WebhookLoad, 'refusals' | 'broken'>): void {
  expectEqual('requests without an answer', load.broken, 0)
  for (const { status, headers, body } of load.refusals) {
    expectEqual(`the status of ${body}`, status, 503)
    expectEqual(
      'the type of a refusal',
      headers.get('content-type')?.split(';')[0],
      'application/problem+json',
    )
    expectEqual('the code of a refusal', (JSON.parse(body) as { code: string }).code, 'NOT_READY')
    expectEqual('a refusal says when to come again', Number(headers.get('retry-after')) > 0, true)
  }
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
