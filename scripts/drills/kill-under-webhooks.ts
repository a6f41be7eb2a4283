import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { expectEqual, listAll, type DrillResult } from './support.ts'
import type { ServerProcess } from './server-process.ts'

interface EventView {
  readonly id: string
  readonly entityId: string | null
}

const SENDERS = 8
const EVENT = 'TIME_ENTRY_UPDATED'

/** kill -9 at random moments under webhook load: every event answered 2xx is there exactly once. */
export async function killUnderWebhooks(drill: {
  readonly server: ServerProcess
  readonly sandbox: ClockifySandbox
  readonly rounds: number
}): Promise<DrillResult> {
  const { server, sandbox, rounds } = drill
  const webhook = sandbox.installation?.webhooks.find((candidate) => candidate.event === EVENT)
  if (!webhook) throw new Error(`${EVENT} is not declared`)
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  const done = new AbortController()
  let next = 0

  async function sendOn(): Promise<void> {
    while (!done.signal.aborted) {
      const id = (next += 1).toString(16).padStart(24, 'e')
      sent.add(id)
      const headers = {
        'content-type': 'application/json',
        'clockify-signature': webhook?.authToken ?? '',
        'clockify-webhook-event-type': EVENT,
      }
      const body = JSON.stringify({ id, description: 'kill drill', workspaceId: sandbox.workspaceId })
      const url = `${server.baseUrl}/webhooks/clockify/time-entry-updated`
      const ok = await fetch(url, { method: 'POST', headers, body }).then(
        (answer) => answer.ok,
        () => false,
      )
      if (ok) acknowledged.add(id)
      else await sleep(20)
    }
  }

  const senders = Array.from({ length: SENDERS }, sendOn)
  for (let round = 0; round < rounds; round += 1) {
    await sleep(randomInt(100, 900))
    await server.kill()
    await server.start()
  }
  done.abort()
  await Promise.all(senders)

  const events = await listAll<EventView>(server.baseUrl, sandbox, `/api/webhook-events?type=${EVENT}`)
  const stored = events.map((event) => event.entityId ?? '').filter((id) => sent.has(id))
  const storedOnce = new Set(stored)
  expectEqual('events stored twice', stored.length - storedOnce.size, 0)
  expectEqual('acknowledged events lost', [...acknowledged].filter((id) => !storedOnce.has(id)).length, 0)
  return {
    name: 'kill under webhooks',
    figures: { rounds, sent: sent.size, acknowledged: acknowledged.size, stored: storedOnce.size },
  }
}
