import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type, type Static } from 'typebox'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Guard } from './guard.ts'

interface HealthRouteDeps {
  readonly guard: Guard
  /** What keeps the process from serving, in words; empty = ready. */
  readonly reasonsNotReady: () => Promise<readonly string[]>
  /** Asks every service that the workspace is connected with, in bounded time. */
  readonly checkConnections: (scope: WorkspaceScope) => Promise<readonly Static<typeof Checked>[]>
}

const Status = Type.Object({ status: Type.String({ description: 'ok or ready' }) })

const Checked = Type.Object(
  {
    service: Type.String({ description: "the service's name" }),
    status: Type.Enum(['ok', 'failed'], { description: 'whether it takes the credentials now' }),
    detail: Type.String({ description: 'as whom they act, or why not and what to do' }),
  },
  { description: 'one connection' },
)
const Readiness = Type.Object({
  ...Status.properties,
  connections: Type.Optional(
    Type.Array(Checked, { description: "the workspace's connections, where they were asked for" }),
  ),
})
const ReadyQuery = Type.Object({
  connections: Type.Optional(
    Type.Boolean({
      description:
        "true: also ask every service that the caller's workspace is connected with; needs a credential, and answers of the last 10 s are given again",
    }),
  ),
})

/** Whoever asks again before the answer may be another one asks in vain. */
const ASK_AGAIN_SECONDS = { process: 2, connections: 10 }

export const healthRoutes: FastifyPluginAsyncTypebox<{ deps: HealthRouteDeps }> = async (app, { deps }) => {
  const tags = ['health']

  app.get(
    '/health',
    {
      schema: { operationId: 'getHealth', tags, summary: 'The process is alive', response: { 200: Status } },
    },
    async () => ({ status: 'ok' }),
  )

  const reader = deps.guard.requires('reader')
  app.get(
    '/ready',
    {
      preHandler: async (request, reply) => {
        if (request.query.connections === true) await reader.call(app, request, reply)
      },
      schema: {
        operationId: 'getReady',
        tags,
        summary: 'Database and workers are ready; on request, connections too',
        querystring: ReadyQuery,
        response: { 200: Readiness },
      },
    },
    async (request) => {
      const reasons = await deps.reasonsNotReady()
      if (reasons.length > 0) throw notReady(reasons, ASK_AGAIN_SECONDS.process)
      if (request.query.connections !== true) return { status: 'ready' }
      const connections = await deps.checkConnections(deps.guard.scopeOf(request))
      const failed = connections.filter(({ status }) => status === 'failed')
      if (failed.length === 0) return { status: 'ready', connections: [...connections] }
      const problems = failed.map(({ service, detail }) => `${service}: ${detail.replace(/\.$/, '')}`)
      throw notReady(problems, ASK_AGAIN_SECONDS.connections)
    },
  )
}

function notReady(reasons: readonly string[], retryAfterSeconds: number): AppError {
  return new AppError('NOT_READY', `${reasons.join('; ')}.`, { retryAfterSeconds })
}
