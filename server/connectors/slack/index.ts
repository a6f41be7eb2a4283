// Promises: what Slack refuses is told in words that say what to do; an incoming webhook's address never reaches a log.
export { slackService } from './slack-service.ts'
