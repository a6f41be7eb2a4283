import pg from 'pg'
import { messageOf } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import type { Unlisten } from './database.ts'

const RETRY_MS = 1_000

type OnPayload = (payload: string) => void

interface ServerListener {
  listen(channel: string, onPayload: OnPayload): Promise<Unlisten>
  close(): Promise<void>
}

/** One connection of its own for LISTEN; after a loss it connects again. Payloads sent in between are missed, so listeners also poll. */
export function createServerListener(connection: pg.ClientConfig, log: Log): ServerListener {
  const handlers = new Map<string, Set<OnPayload>>()
  let client: Promise<pg.Client> | undefined
  let closed = false

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...connection, query_timeout: 5_000 })
    fresh.on('notification', ({ channel, payload }) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload ?? '')
    })
    fresh.on('error', (error) => log.warn({ reason: messageOf(error) }, 'listening connection lost'))
    fresh.on('end', reconnectLater)
    await fresh.connect()
    for (const channel of handlers.keys()) await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    return fresh
  }

  function reconnectLater(): void {
    client = undefined
    if (closed || handlers.size === 0) return
    setTimeout(() => {
      if (closed || client) return
      client = connect()
      client.catch(reconnectLater)
    }, RETRY_MS).unref()
  }

  async function current(): Promise<pg.Client> {
    client ??= connect()
    return client
  }

  return {
    listen: async (channel, onPayload) => {
      const known = handlers.get(channel)
      const channelHandlers = known ?? new Set<OnPayload>()
      channelHandlers.add(onPayload)
      handlers.set(channel, channelHandlers)
      const live = await current()
      if (!known) await live.query(`listen ${pg.escapeIdentifier(channel)}`)
      return async () => {
        channelHandlers.delete(onPayload)
      }
    },
    close: async () => {
      closed = true
      handlers.clear()
      if (client) await (await client).end()
    },
  }
}
