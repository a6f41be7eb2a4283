import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

// What a delivery should take is a few milliseconds, so the steps are fine there.
const INGEST_SECONDS = [0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 1, 5]
const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
const JOB_SECONDS = [0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300, 1_800]

type Name = (name: string, help: string) => { name: string; help: string; registers: Registry[] }

/** What an operator watches; labels never hold a workspace, a person or a token. docs/operations/metrics.md explains each. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'switchyard_' })
  const named: Name = (name, help) => ({ name: `switchyard_${name}`, help, registers: [registry] })
  return {
    registry,
    ...edgeMetrics(named),
    ...jobMetrics(named),
    ...outsideMetrics(named),
    ...databaseMetrics(named),
    ...bootstrapMetrics(named),
    ...mailMetrics(named),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

function edgeMetrics(named: Name) {
  const webhookOutcomes = new Counter({
    ...named('webhook_deliveries_total', 'Deliveries by outcome'),
    labelNames: ['outcome'],
  })
  // Counted from 0 on, so that the first one of a kind is an increase.
  for (const outcome of ['stored', 'duplicate', 'refused', 'unavailable', 'failed'])
    webhookOutcomes.inc({ outcome }, 0)
  return {
    buildInfo: new Gauge({
      ...named('build_info', 'Always 1; the labels say what runs'),
      labelNames: ['version', 'database'],
    }),
    httpSeconds: new Histogram({
      ...named('http_seconds', 'Time to answer by route and status'),
      labelNames: ['route', 'status'],
      buckets: SECONDS,
    }),
    webhookOutcomes,
    webhookSeconds: new Histogram({
      ...named('webhook_ingest_seconds', 'Time from a delivery to its answer, by outcome'),
      labelNames: ['outcome'],
      buckets: INGEST_SECONDS,
    }),
    webhooksInFlight: new Gauge(
      named('webhook_deliveries_in_flight', 'Deliveries that came and are not answered yet'),
    ),
  }
}

function jobMetrics(named: Name) {
  return {
    jobOutcomes: new Counter({
      ...named('job_runs_total', 'Job runs by name and outcome'),
      labelNames: ['job', 'outcome'],
    }),
    jobSeconds: new Histogram({
      ...named('job_seconds', 'Time that job runs took, however they ended'),
      labelNames: ['job'],
      buckets: JOB_SECONDS,
    }),
    jobs: new Gauge({
      ...named('jobs', 'Live jobs by name and state, over all processes'),
      labelNames: ['job', 'state'],
    }),
    jobsReady: new Gauge(named('jobs_ready', 'Jobs that could run now')),
    jobsRunning: new Gauge(named('jobs_running', 'Jobs that run now, over all processes')),
    oldestJobSeconds: new Gauge(named('job_oldest_ready_seconds', 'Age of the oldest job that could run')),
  }
}

function outsideMetrics(named: Name) {
  return {
    limiterWaitSeconds: new Histogram({
      ...named('limiter_wait_seconds', 'Time that calls wait for their slot'),
      labelNames: ['service', 'kind'],
      buckets: SECONDS,
    }),
    limiterWaiting: new Gauge(named('limiter_callers_waiting', 'Calls that wait for a slot')),
    limiterSlots: new Gauge(named('limiter_slots_reserved', 'Slots that are reserved and not used yet')),
    limiterBlocked: new Gauge(
      named('limiter_workspaces_blocked', 'Workspaces that are held back after a 429'),
    ),
    limiterRefusals: new Counter({
      ...named('limiter_refusals_total', 'Answers of 429; learned = an hourly budget was concluded from it'),
      labelNames: ['service', 'learned'],
    }),
    upstreamSeconds: new Histogram({
      ...named('upstream_seconds', 'Calls to other services by outcome'),
      labelNames: ['service', 'outcome'],
      buckets: SECONDS,
    }),
    upstreamErrors: new Counter({
      ...named('upstream_errors_total', 'Calls to other services without a usable answer, by kind'),
      labelNames: ['service', 'kind'],
    }),
  }
}

function databaseMetrics(named: Name) {
  return {
    databaseUp: new Gauge(named('database_up', '1 while the database answers, 0 while it does not')),
    databaseSize: new Gauge(named('database_connections_max', 'Connections that this process may open')),
    databaseInUse: new Gauge(named('database_connections_in_use', 'Connections in use')),
    databaseIdle: new Gauge(named('database_connections_idle', 'Connections that are open and free')),
    databaseWaiting: new Gauge(named('database_callers_waiting', 'Callers that wait for a connection')),
  }
}

function bootstrapMetrics(named: Name) {
  const bootstrapsEnded = new Counter({
    ...named('bootstrap_runs_ended_total', 'Bootstrap runs that ended, by status'),
    labelNames: ['status'],
  })
  for (const status of ['completed', 'failed', 'cancelled']) bootstrapsEnded.inc({ status }, 0)
  return {
    bootstrapsEnded,
    bootstrapsLive: new Gauge({
      ...named('bootstrap_runs', 'Bootstrap runs that are not over, by status'),
      labelNames: ['status'],
    }),
    bootstrapRequestsDone: new Gauge(
      named('bootstrap_requests_done', 'Requests that the live runs have sent'),
    ),
    bootstrapRequestsExpected: new Gauge(
      named('bootstrap_requests_expected', 'Requests that the live runs will have sent at their end'),
    ),
    bootstrapRecords: new Gauge(named('bootstrap_records', 'Records that the live runs have stored')),
  }
}

function mailMetrics(named: Name) {
  const mailOutcomes = new Counter({
    ...named('mails_total', 'Attempts to send a mail, by outcome'),
    labelNames: ['outcome'],
  })
  for (const outcome of ['sent', 'retried', 'failed']) mailOutcomes.inc({ outcome }, 0)
  return {
    mailOutcomes,
    mailsWaiting: new Gauge(named('mails_waiting', 'Mails in the outbox that are not sent')),
  }
}
