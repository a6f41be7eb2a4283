import type { Config } from './config/config.ts'
import { clickupAccess } from './connectors/clickup/index.ts'
import { confluenceAccess } from './connectors/confluence/index.ts'
import { huntflowAccess } from './connectors/huntflow/index.ts'
import { jiraAccess } from './connectors/jira/index.ts'
import { slackAccess } from './connectors/slack/index.ts'
import type { Metrics } from './platform/metrics/index.ts'
import { createRateLimiter, type Rate } from './platform/ratelimit/index.ts'
import type { Clock } from './shared/clock.ts'
import type { Log } from './shared/log.ts'
import type { DatabaseHandle } from './storage/database.ts'

interface LimiterGround {
  readonly database: DatabaseHandle
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly config: Pick<Config, 'rateLimit'>
}

// The first and the last of a full second may arrive so much nearer to each other than they left; one too many costs a second.
const EDGE_MS = 5

/** A limiter for each service that is called at a pace. */
export function wireLimiters(ground: LimiterGround) {
  const { database, clock, log, metrics, config } = ground
  const limiterOf = (service: string, rate: Rate, learnsHourly = false) =>
    createRateLimiter({
      // A slot that is given late is lost.
      database: { ...database, db: database.urgentDb },
      clock,
      log,
      service,
      rate,
      learnsHourly,
      observe: (waitMs, kind) => metrics.limiterWaitSeconds.observe({ service, kind }, waitMs / 1000),
      observeRefusal: (learned) => metrics.limiterRefusals.inc({ service, learned: String(learned) }),
    })
  return {
    clockify: limiterOf('clockify', { count: config.rateLimit.perSecond, ms: 1_000 + EDGE_MS }, true),
    clickup: limiterOf('clickup', clickupAccess.rate),
    huntflow: limiterOf('huntflow', huntflowAccess.rate),
    slack: limiterOf('slack', slackAccess.rate),
    jira: limiterOf('jira', jiraAccess.rate),
    confluence: limiterOf('confluence', confluenceAccess.rate),
  }
}

export type Limiters = ReturnType<typeof wireLimiters>
