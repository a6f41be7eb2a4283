import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface UiRouteOptions {
  /** The built web app. */
  readonly root: string
}

const NONCE = 'CSP_NONCE'
const YEAR_MS = 365 * 24 * 3_600_000

/**
 * The web app: one page for every address below /ui/, and its files, which carry a hash of their content in their names. The address keeps
 * its query, because Clockify opens us with ?auth_token=.
 */
export const uiRoutes: FastifyPluginAsync<UiRouteOptions> = async (app, { root }) => {
  const page = await readFile(join(root, 'index.html'), 'utf8')

  await app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/ui/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: YEAR_MS,
  })

  const hidden = { schema: { hide: true } }
  app.get<{ Params: { '*': string } }>('/ui/*', hidden, async (request, reply) =>
    isPlace(request.params['*']) ? sendPage(reply, page) : reply.callNotFound(),
  )
  app.get('/', hidden, toUi)
  app.get('/ui', hidden, toUi)
}

/** Whether the app may have a screen there: what climbs out of the folder is nobody's screen. */
function isPlace(rest: string): boolean {
  const parts = rest.split('/')
  return !rest.includes('\\') && !parts.includes('..') && parts[0] !== 'assets'
}

/** Libraries that make style elements are let in by a value that is new with every answer. */
async function sendPage(reply: FastifyReply, page: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  const policy = String(reply.getHeader('content-security-policy'))
  return reply
    .header(
      'content-security-policy',
      policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
    )
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.replace(NONCE, nonce))
}

async function toUi(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = request.url.indexOf('?')
  return reply.redirect(`/ui/${query === -1 ? '' : request.url.slice(query)}`)
}
