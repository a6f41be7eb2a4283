import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AppError } from '../../shared/errors.ts'
import { authorizationCookie, readAuthorizationCookie } from './authorization-cookie.ts'
import type { AuthorizedService } from './authorization.ts'
import { beginAuthorization } from './begin-authorization.ts'
import { AuthorizationBegun, AuthorizationOffer, AuthorizationReturn } from './authorization.schemas.ts'
import type { ConnectionRouteDeps } from './connection.routes.ts'
import { callbackPath } from './deps.ts'
import { finishAuthorization } from './finish-authorization.ts'
import { refusalPage } from './refusal-page.ts'

const tags = ['connections']

type App = Parameters<FastifyPluginAsyncTypebox>[0]

/** For services that give credentials to whoever agrees on a page of theirs. */
export const authorizationRoutes: FastifyPluginAsyncTypebox<{ deps: ConnectionRouteDeps }> = async (
  app,
  { deps },
) => {
  for (const by of deps.authorized) {
    registerBegin(app, deps, by)
    registerReturn(app, deps, by)
  }
}

function registerBegin(app: App, deps: ConnectionRouteDeps, by: AuthorizedService): void {
  const { connector, label } = by.service
  app.get(
    `/api/connections/${connector}/authorize`,
    {
      onRequest: deps.guard.requires('reader'),
      schema: {
        operationId: `get${label}Authorization`,
        tags,
        summary: `Whether people can connect with ${label} by agreeing there`,
        response: { 200: AuthorizationOffer },
      },
    },
    async () => ({ available: by.authorization !== undefined }),
  )

  app.post(
    `/api/connections/${connector}/authorize`,
    {
      onRequest: deps.guard.requires('admin'),
      schema: {
        operationId: `begin${label}Authorization`,
        tags,
        summary: `Begin to connect with ${label} by agreeing there; the answer's cookie must come back with the browser`,
        response: { 200: AuthorizationBegun },
      },
    },
    async (request, reply) => {
      const { url, browser } = await beginAuthorization(deps, deps.guard.scopeOf(request), by)
      return reply.header('set-cookie', authorizationCookie(connector, browser, deps.baseUrl())).send({ url })
    },
  )
}

function registerReturn(app: App, deps: ConnectionRouteDeps, by: AuthorizedService): void {
  const { connector, label } = by.service
  app.get(
    callbackPath(connector),
    {
      exposeHeadRoute: false,
      schema: {
        operationId: `finish${label}Authorization`,
        tags,
        summary: `Where ${label} sends people back to`,
        querystring: AuthorizationReturn,
        response: {
          303: Type.Null({ description: 'to the settings, which say how it went' }),
          403: Type.String({ description: 'a page that says what to do' }),
        },
      },
    },
    async (request, reply) => {
      const { code, state } = request.query
      const browser = readAuthorizationCookie(connector, request.headers.cookie)
      try {
        const outcome = await finishAuthorization(deps, { by, code, state, browser })
        return await reply.redirect(`/ui/settings/connections?${connector}=${outcome}`, 303)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'FORBIDDEN') throw error
        const page = refusalPage(`Not connected with ${label}`, error.message)
        return reply.code(403).type('text/html; charset=utf-8').send(page)
      }
    },
  )
}
