import type { OutboundEvent } from '../outbound/index.ts'
import type { Metrics } from './metrics.ts'

const WEBHOOK_DOORS = 'POST /webhooks/'
const ENDINGS = new Set(['completed', 'failed', 'cancelled'])

const RUN_OUTCOMES = ['done', 'again', 'given-back', 'retry', 'failed']
const KINDS = [
  'unauthorized',
  'forbidden',
  'not-found',
  'rate-limited',
  'unavailable',
  'rejected',
  'unreadable',
] as const satisfies readonly OutboundEvent['outcome'][]

/** So that the first failure of a kind is an increase; a counter that appears with a 1 is none. */
export function countFromZero(
  metrics: Metrics,
  known: { readonly jobs: readonly string[]; readonly services: readonly string[] },
): void {
  for (const job of known.jobs)
    for (const outcome of RUN_OUTCOMES) metrics.jobOutcomes.inc({ job, outcome }, 0)
  for (const service of known.services)
    for (const kind of KINDS) metrics.upstreamErrors.inc({ service, kind }, 0)
}

/** One answered request of our own HTTP. */
export function observeRequest(
  metrics: Metrics,
  answer: { readonly route: string; readonly status: number; readonly durationMs: number },
): void {
  const { route, status } = answer
  const seconds = answer.durationMs / 1000
  metrics.httpSeconds.observe({ route, status: String(status) }, seconds)
  if (!route.startsWith(WEBHOOK_DOORS)) return
  const outcome = ingestOutcome(status)
  metrics.webhookSeconds.observe({ outcome }, seconds)
  // What became of an accepted one is counted where it is decided: stored or duplicate.
  if (outcome !== 'accepted') metrics.webhookOutcomes.inc({ outcome })
}

/** A request that has just come; the result is called when its answer or its connection has ended. */
export function watchRequest(metrics: Metrics, route: string): () => void {
  if (!route.startsWith(WEBHOOK_DOORS)) return () => {}
  metrics.webhooksInFlight.inc()
  return () => metrics.webhooksInFlight.dec()
}

export function observeCall(metrics: Metrics, call: OutboundEvent): void {
  const { service, outcome } = call
  metrics.upstreamSeconds.observe({ service, outcome }, call.durationMs / 1000)
  if (outcome !== 'ok' && outcome !== 'cancelled') metrics.upstreamErrors.inc({ service, kind: outcome })
}

/** A progress message of a bootstrap; the last one of a run names its ending. */
export function observeBootstrap(metrics: Metrics, progress: unknown): void {
  if (typeof progress !== 'object' || progress === null || !('status' in progress)) return
  const status = String(progress.status)
  if (ENDINGS.has(status)) metrics.bootstrapsEnded.inc({ status })
}

function ingestOutcome(status: number): 'accepted' | 'refused' | 'unavailable' | 'failed' {
  if (status < 400) return 'accepted'
  if (status < 500) return 'refused'
  return status === 503 ? 'unavailable' : 'failed'
}
