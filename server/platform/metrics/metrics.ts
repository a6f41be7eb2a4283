import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What an operator watches; labels never hold a workspace, a person or a token. */
export interface Metrics {
  readonly registry: Registry
  readonly httpSeconds: Histogram<'route' | 'status'>
  readonly webhookOutcomes: Counter<'outcome'>
  readonly jobOutcomes: Counter<'job' | 'outcome'>
  readonly jobsReady: Gauge
  readonly jobsRunning: Gauge
  readonly oldestJobSeconds: Gauge
  readonly limiterWaitSeconds: Histogram<'kind'>
  readonly upstreamSeconds: Histogram<'service' | 'outcome'>
  readonly databaseInUse: Gauge
  readonly databaseWaiting: Gauge
}

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'switchyard_' })
  const registers = [registry]
  const named = (name: string, help: string) => ({ name: `switchyard_${name}`, help, registers })
  return {
    registry,
    httpSeconds: new Histogram({
      ...named('http_seconds', 'Time to answer by route and status'),
      labelNames: ['route', 'status'],
      buckets: SECONDS,
    }),
    webhookOutcomes: new Counter({
      ...named('webhook_deliveries_total', 'Deliveries by outcome'),
      labelNames: ['outcome'],
    }),
    jobOutcomes: new Counter({
      ...named('job_runs_total', 'Job runs by name and outcome'),
      labelNames: ['job', 'outcome'],
    }),
    jobsReady: new Gauge(named('jobs_ready', 'Jobs that could run now')),
    jobsRunning: new Gauge(named('jobs_running', 'Jobs that run now, over all processes')),
    oldestJobSeconds: new Gauge(named('job_oldest_ready_seconds', 'Age of the oldest job that could run')),
    limiterWaitSeconds: new Histogram({
      ...named('limiter_wait_seconds', 'Time that calls wait for their slot'),
      labelNames: ['kind'],
      buckets: SECONDS,
    }),
    upstreamSeconds: new Histogram({
      ...named('upstream_seconds', 'Calls to other services by outcome'),
      labelNames: ['service', 'outcome'],
      buckets: SECONDS,
    }),
    databaseInUse: new Gauge(named('database_connections_in_use', 'Connections in use')),
    databaseWaiting: new Gauge(named('database_callers_waiting', 'Callers that wait for a connection')),
  }
}
