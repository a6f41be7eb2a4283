import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { addSession } from './add-session.ts'
import { changeSession, removeSession } from './change-session.ts'
import { decideSession } from './decide-session.ts'
import { readSession } from './read-session.ts'
import { searchSessions } from './search-sessions.ts'
import {
  DecisionBody,
  NewSession,
  SessionEdit,
  SessionParams,
  SessionQuery,
  SessionView,
} from './session.schemas.ts'
import { sessionView } from './session.view.ts'

interface SessionRouteDeps extends TimeSessionDeps {
  readonly guard: Guard
}

const tags = ['time sessions']

export const sessionRoutes: FastifyPluginAsyncTypebox<{ deps: SessionRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/time-sessions',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listTimeSessions',
        tags,
        summary: 'Search time sessions, latest start first',
        querystring: SessionQuery,
        response: { 200: listOf(SessionView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchSessions(deps, guard.scopeOf(request), request.query)
      return { items: items.map(sessionView), nextCursor }
    },
  )

  app.get(
    '/api/time-sessions/:id',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getTimeSession',
        tags,
        summary: 'One time session',
        params: SessionParams,
        response: { 200: SessionView },
      },
    },
    async (request) => sessionView(await readSession(deps, guard.scopeOf(request), request.params)),
  )

  app.post(
    '/api/time-sessions/:id/decision',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'decideTimeSession',
        tags,
        summary: 'Approve or reject a session that is under review',
        params: SessionParams,
        body: DecisionBody,
        response: { 200: SessionView },
      },
    },
    async (request) => {
      const input = { ...request.params, ...request.body }
      return sessionView(await decideSession(deps, guard.scopeOf(request), input))
    },
  )
}

/** Changes by hand. Members change their own sessions. */
export const sessionChangeRoutes: FastifyPluginAsyncTypebox<{ deps: SessionRouteDeps }> = async (
  app,
  { deps },
) => {
  const { guard } = deps
  const onRequest = guard.requires('member')

  app.post(
    '/api/time-sessions',
    {
      onRequest,
      schema: {
        operationId: 'addTimeSession',
        tags,
        summary: 'Add a session by hand; Clockify is not told',
        body: NewSession,
        response: { 201: SessionView },
      },
    },
    async (request, reply) =>
      reply.code(201).send(sessionView(await addSession(deps, guard.scopeOf(request), request.body))),
  )

  app.put(
    '/api/time-sessions/:id',
    {
      onRequest,
      schema: {
        operationId: 'changeTimeSession',
        tags,
        summary: 'Change a session by hand; what is left out stays, and Clockify is not told',
        params: SessionParams,
        body: SessionEdit,
        response: { 200: SessionView },
      },
    },
    async (request) => {
      const input = { ...request.params, ...request.body }
      return sessionView(await changeSession(deps, guard.scopeOf(request), input))
    },
  )

  app.delete(
    '/api/time-sessions/:id',
    {
      onRequest,
      schema: {
        operationId: 'removeTimeSession',
        tags,
        summary: 'Mark a session as deleted; it can still be read',
        params: SessionParams,
        response: { 204: Type.Null({ description: 'marked' }) },
      },
    },
    async (request, reply) => {
      await removeSession(deps, guard.scopeOf(request), request.params)
      return reply.code(204).send(null)
    },
  )
}
