import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: unknown
}

export interface FakeAddOn {
  readonly baseUrl: string
  readonly received: Received[]
  /** Changes the manifest that is served next. */
  manifest: Record<string, unknown>
  /** Statuses for the next posts; 200 when there are none left. */
  readonly statuses: number[]
  /** Posts are not answered while this is true. */
  silent: boolean
  stop(): Promise<void>
}

const SCOPES = ['TIME_ENTRY_READ', 'TIME_ENTRY_WRITE', 'PROJECT_READ', 'TAG_READ', 'TAG_WRITE', 'USER_READ']

/** The smallest add-on: a manifest and an ear for everything posted. */
export async function startFakeAddOn(): Promise<FakeAddOn> {
  const addOn: { -readonly [Name in keyof FakeAddOn]: FakeAddOn[Name] } = {
    baseUrl: '',
    received: [],
    manifest: {},
    statuses: [],
    silent: false,
    stop: async () => undefined,
  }
  const respond = (response: ServerResponse, status: number, text: string): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.method === 'GET') return respond(response, 200, JSON.stringify(addOn.manifest))
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
      addOn.received.push({ path: request.url ?? '', headers: request.headers, body })
      if (!addOn.silent) respond(response, addOn.statuses.shift() ?? 200, '{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  addOn.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  addOn.manifest = manifestAt(addOn.baseUrl)
  addOn.stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return addOn
}

function manifestAt(baseUrl: string): Record<string, unknown> {
  const lifecycle = ['INSTALLED', 'DELETED', 'STATUS_CHANGED', 'SETTINGS_UPDATED'].map((type) => ({
    type,
    path: `/lifecycle/${type.toLowerCase()}`,
  }))
  const events = [
    'NEW_TAG',
    'TAG_UPDATED',
    'NEW_TIME_ENTRY',
    'TIME_ENTRY_UPDATED',
    'TIME_ENTRY_DELETED',
    'NEW_TASK',
  ]
  const setting = { id: 'limit', name: 'Limit', type: 'NUMBER', value: 8, accessLevel: 'ADMINS' }
  const other = { ...setting, id: 'other', name: 'Other', value: 1 }
  return {
    schemaVersion: '1.6',
    key: 'fake-add-on',
    name: 'Fake',
    baseUrl,
    scopes: SCOPES,
    lifecycle,
    webhooks: events.map((event) => ({ event, path: `/webhooks/${event.toLowerCase()}` })),
    settings: {
      tabs: [
        { id: 'tab', name: 'Tab', settings: [setting], groups: [{ id: 'g', title: 'G', settings: [other] }] },
      ],
    },
  }
}
