import type { FastifyPluginAsync } from 'fastify'
import { setMaxListeners } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Guard } from '../http/index.ts'
import type { EventHub } from './event-hub.ts'

interface EventsRouteDeps {
  readonly hub: EventHub
  readonly guard: Guard
  /** Aborted when the process stops: open streams end, so that the server can close. */
  readonly closing: AbortSignal
}

const KEEP_ALIVE_MS = 15_000
const MAX_BUFFERED = 256 * 1024

export const eventsRoutes: FastifyPluginAsync<{ deps: EventsRouteDeps }> = async (app, { deps }) => {
  // One listener for each open stream.
  setMaxListeners(0, deps.closing)

  app.get(
    '/api/events',
    {
      // A HEAD would open a stream that nobody reads and nothing ends.
      exposeHeadRoute: false,
      onRequest: deps.guard.requires('reader'),
      schema: {
        operationId: 'watchEvents',
        tags: ['events'],
        summary: 'Server-sent events of the workspace: bootstrap, webhook, job, import, sync, run',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const stream = new PassThrough()
      const send = (text: string): void => {
        // A reader that does not read is let go instead of filling our memory.
        if (stream.writableLength > MAX_BUFFERED) stream.destroy()
        else if (!stream.destroyed) stream.write(text)
      }
      const unsubscribe = deps.hub.subscribe(deps.guard.scopeOf(request), (event) =>
        send(`event: ${event.kind}\ndata: ${JSON.stringify(event.data)}\n\n`),
      )
      const timer = setInterval(() => send(': keep-alive\n\n'), KEEP_ALIVE_MS)
      const end = (): void => {
        stream.end()
      }
      deps.closing.addEventListener('abort', end)
      stream.on('close', () => {
        clearInterval(timer)
        unsubscribe()
        deps.closing.removeEventListener('abort', end)
      })
      send(': connected\n\n')
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .send(stream)
    },
  )
}
