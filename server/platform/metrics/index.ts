// Promises: figures of this process and of the queue in Prometheus text. Never: a label that names a workspace or a person.
export { createMetrics, type Metrics } from './metrics.ts'
export { metricsRoutes } from './metrics.routes.ts'
