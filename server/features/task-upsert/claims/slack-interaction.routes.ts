import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { connectionOwners } from '../../../platform/connections/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { receiveClick } from './receive-click.ts'

const BODY_LIMIT = 1024 * 1024

const ConnectionInPath = Type.Object({
  connectionId: Type.String({ description: 'id of the connection whose app sends this' }),
})

/** The door for clicks; it keeps the bytes as they came. */
export const slackInteractionRoutes: FastifyPluginAsyncTypebox<{ deps: TaskUpsertDeps }> = async (
  app,
  { deps },
) => {
  const door = { ...deps, ownerOf: connectionOwners(deps, 'slack') }
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    async (_request: FastifyRequest, body: Buffer) => body,
  )

  app.post(
    '/webhooks/slack/:connectionId',
    {
      // The signature decides; the framework would refuse an odd content type unread.
      onRequest: async (request) => {
        request.raw.headers['content-type'] = 'application/x-www-form-urlencoded'
      },
      bodyLimit: BODY_LIMIT,
      schema: {
        operationId: 'receiveSlackInteraction',
        tags: ['webhooks'],
        summary: 'A click in Slack, signed with the signing secret of its app',
        params: ConnectionInPath,
        body: Type.Unknown({ description: 'a form whose field payload is JSON, as Slack sends it' }),
        produces: ['text/plain'],
        response: { 200: Type.String({ description: 'empty: Slack shows whatever else is said here' }) },
      },
    },
    async (request, reply) => {
      const { headers, body } = request
      const { connectionId } = request.params
      // Nothing is said of an empty body either before its signature is known.
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      await receiveClick(door, { connectionId, headers, body: bytes })
      return reply.type('text/plain').send('')
    },
  )
}
