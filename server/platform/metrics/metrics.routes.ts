import type { FastifyPluginAsync } from 'fastify'
import type { Metrics } from './metrics.ts'

interface MetricsRouteDeps {
  readonly metrics: Metrics
  /** Reads the gauges anew, just before they are shown; never rejects. */
  readonly refresh: () => Promise<void>
}

export const metricsRoutes: FastifyPluginAsync<{ deps: MetricsRouteDeps }> = async (app, { deps }) => {
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        tags: ['health'],
        summary: 'Figures of this process and of the queue, as Prometheus text',
        produces: ['text/plain'],
      },
    },
    async (_request, reply) => {
      await deps.refresh()
      return reply.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics())
    },
  )
}
