// Promises: what Slack refuses is told in words that say what to do; neither an incoming webhook's address nor a click's reaches a log.
// Never: sends the bot token to where webhooks and clicks are answered, or posts a message twice.
export { slackAccess, slackHookAccess } from './slack-access.ts'
export { SlackRefusal } from './slack-error.ts'
export { readSigningSecret, slackOpener } from './slack-opener.ts'
export { slackService } from './slack-service.ts'
export { isSignedBySlack } from './verify-signature.ts'
export type {
  OpenSlack,
  SlackBlock,
  SlackClient,
  SlackMessage,
  SlackPlace,
  SlackResponse,
  SlackUser,
} from './slack-client.ts'
