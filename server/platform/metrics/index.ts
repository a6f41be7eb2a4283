// Promises: figures of this process and of the queue in Prometheus text, also while the database is away.
// Never: a label that names a workspace or a person.
export { createMetrics, type Metrics } from './metrics.ts'
export { metricsRoutes } from './metrics.routes.ts'
export { countFromZero, observeBootstrap, observeCall, observeRequest, watchRequest } from './observe.ts'
export { createRefresh } from './refresh-gauges.ts'
