import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Guard } from '../http/index.ts'
import { OpenSessionBody, SessionView } from './access.schemas.ts'
import { originOf, type AuthenticateDeps } from './authenticate.ts'
import { closeSession } from './close-session.ts'
import { describeSession } from './describe-session.ts'
import { openSession } from './open-session.ts'
import { recognise } from './recognise.ts'
import { requireSameOrigin } from './same-origin.ts'
import { expiredSessionCookie, readSessionCookies, sessionCookie } from './session-cookie.ts'

interface SessionRouteDeps extends AuthenticateDeps {
  readonly guard: Guard
}

const tags = ['session']

export const sessionRoutes: FastifyPluginAsyncTypebox<{ deps: SessionRouteDeps }> = async (app, { deps }) => {
  app.get(
    '/api/session',
    {
      onRequest: deps.guard.requires('reader'),
      schema: {
        operationId: 'getSession',
        tags,
        summary: 'Whose data the credentials open, as whom, and whether the add-on works',
        response: { 200: SessionView },
      },
    },
    async (request) => describeSession(deps, deps.guard.callerOf(request)),
  )

  app.post(
    '/api/session',
    {
      schema: {
        operationId: 'openSession',
        tags,
        summary: 'Trade an API key for a cookie, to use the web app outside Clockify',
        body: OpenSessionBody,
        response: { 200: SessionView },
      },
    },
    async (request, reply) => {
      const caller = await recognise(deps, { kind: 'api-key', text: request.body.apiKey })
      const token = await openSession(deps, caller.scope)
      const view = await describeSession(deps, caller)
      return reply.header('set-cookie', sessionCookie(token, deps.baseUrl())).send(view)
    },
  )

  app.delete(
    '/api/session',
    {
      schema: {
        operationId: 'closeSession',
        tags,
        summary: 'Sign out: end the session of the cookie',
        response: { 204: Type.Null({ description: 'signed out' }) },
      },
    },
    async (request, reply) => {
      requireSameOrigin(originOf(request), deps.baseUrl())
      for (const token of readSessionCookies(request.headers.cookie, deps.baseUrl()))
        await closeSession(deps, token)
      return reply.header('set-cookie', expiredSessionCookie(deps.baseUrl())).code(204).send(null)
    },
  )
}
