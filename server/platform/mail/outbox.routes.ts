import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Clock } from '../../shared/clock.ts'
import type { Db } from '../../storage/db.ts'
import type { Guard } from '../http/index.ts'
import { MailParams, MailView, OutboxQuery, OutboxView } from './mail.schemas.ts'
import { listedMailView, mailView } from './mail.view.ts'
import { readMail } from './read-mail.ts'
import { resendMail } from './resend-mail.ts'
import { searchOutbox } from './search-outbox.ts'

interface OutboxRouteDeps {
  readonly db: Db
  readonly clock: Clock
  readonly guard: Guard
  readonly server: unknown
}

export const outboxRoutes: FastifyPluginAsyncTypebox<{ deps: OutboxRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps
  const tags = ['outbox']

  app.get(
    '/api/outbox',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listOutbox',
        tags,
        summary: 'Mails that wait, were sent or have failed, newest first',
        querystring: OutboxQuery,
        response: { 200: OutboxView },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchOutbox(deps, guard.scopeOf(request), request.query)
      return { items: items.map(listedMailView), nextCursor, sends: deps.server !== undefined }
    },
  )

  app.get(
    '/api/outbox/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getOutboxMail',
        tags,
        summary: 'One mail with what it says',
        params: MailParams,
        response: { 200: MailView },
      },
    },
    async (request) => mailView(await readMail(deps, guard.scopeOf(request), request.params)),
  )

  app.post(
    '/api/outbox/:id/resend',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'resendOutboxMail',
        tags,
        summary: 'Send a failed mail again',
        params: MailParams,
        response: { 200: MailView },
      },
    },
    async (request) => mailView(await resendMail(deps, guard.scopeOf(request), request.params)),
  )
}
