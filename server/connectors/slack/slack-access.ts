import type { ServiceAccess } from '../../platform/connections/index.ts'
import { deadTokenProblem } from './slack-error.ts'
import { headersOf, slackService, type SlackCredentials } from './slack-service.ts'

/** How Slack is asked: about a message a second, short bursts are tolerated (facts: slack, section 2.5). */
export const slackAccess: ServiceAccess<SlackCredentials> = {
  service: slackService,
  rate: { count: 5, ms: 5_000 },
  mostAtOnce: 4,
  headersOf,
  deadProblem: deadTokenProblem,
}

/** The same line to addresses that are secrets in themselves, and that must never see the token. */
export const slackHookAccess: ServiceAccess<SlackCredentials> = {
  ...slackAccess,
  headersOf: () => ({}),
  deadProblem: () => undefined,
}
