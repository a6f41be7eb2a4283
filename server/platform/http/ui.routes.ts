import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'

/** The web app's files; the address keeps its query, because Clockify opens us with ?auth_token=. */
export const uiRoutes: FastifyPluginAsync<{ root: string }> = async (app, { root }) => {
  await app.register(fastifyStatic, { root, prefix: '/ui/', cacheControl: true, maxAge: 0 })

  // The tab that Clockify shows to administrators: the same page.
  app.get('/ui/admin', { schema: { hide: true } }, async (_request, reply) => reply.sendFile('index.html'))
  app.get('/', { schema: { hide: true } }, toUi)
  app.get('/ui', { schema: { hide: true } }, toUi)
}

async function toUi(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = request.url.indexOf('?')
  return reply.redirect(`/ui/${query === -1 ? '' : request.url.slice(query)}`)
}
