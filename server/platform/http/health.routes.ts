import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AppError } from '../../shared/errors.ts'

interface HealthRouteDeps {
  /** What keeps the process from serving, in words; empty = ready. */
  readonly reasonsNotReady: () => Promise<readonly string[]>
}

const Status = Type.Object({ status: Type.String({ description: 'ok or ready' }) })

export const healthRoutes: FastifyPluginAsyncTypebox<{ deps: HealthRouteDeps }> = async (app, { deps }) => {
  const tags = ['health']

  app.get(
    '/health',
    {
      schema: { operationId: 'getHealth', tags, summary: 'The process is alive', response: { 200: Status } },
    },
    async () => ({ status: 'ok' }),
  )

  app.get(
    '/ready',
    {
      schema: {
        operationId: 'getReady',
        tags,
        summary: 'Database and workers are ready',
        response: { 200: Status },
      },
    },
    async () => {
      const reasons = await deps.reasonsNotReady()
      if (reasons.length > 0)
        throw new AppError('NOT_READY', `${reasons.join('; ')}.`, { retryAfterSeconds: 2 })
      return { status: 'ready' }
    },
  )
}
