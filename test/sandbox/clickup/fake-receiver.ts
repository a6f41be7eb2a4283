import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WebhookItem {
  readonly id: string
  readonly [name: string]: unknown
}

export interface WebhookBody {
  readonly event: string
  readonly history_items?: readonly WebhookItem[]
  readonly [name: string]: unknown
}

export interface Received {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: WebhookBody
  /** Its history items; none where the event has no history. */
  readonly items: readonly WebhookItem[]
}

export interface FakeReceiver {
  readonly url: string
  readonly received: readonly Received[]
  /** What it answers from now on; null: never. */
  answer(status: number | null): void
  clear(): void
  stop(): Promise<void>
}

/** Takes webhooks and remembers them. */
export async function startFakeReceiver(): Promise<FakeReceiver> {
  const received: Received[] = []
  let answer: number | null = 200
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const body = JSON.parse(text) as WebhookBody
      received.push({ headers: request.headers, text, body, items: body.history_items ?? [] })
      if (answer !== null) response.writeHead(answer).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (status) => (answer = status),
    clear: () => void received.splice(0),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
