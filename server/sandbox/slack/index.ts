// A fake Slack that behaves: it answers the methods of the Web API that an app which posts and is clicked needs, incoming
// webhooks and response_urls, refuses blocks, scopes and channels as the real one does, and sends signed clicks to the app.
// It knows nothing of the product. For the demo and the tests, never for production.
export { type HeldRequest } from '../shared/http/faults.ts'
export { type Click } from './clicks/build-payload.ts'
export { type ClickOutcome, type SentBytes, type SentClick } from './clicks/send-click.ts'
export { type SlackFault } from './http/faults.ts'
export { type LoggedRequest as SlackRequest } from './http/request-log.ts'
export { DEFAULT_SLACK_SIZE, type SeededPerson, type SlackSandboxOptions } from './options.ts'
export { QUIRKS as SLACK_QUIRKS, type Quirks as SlackQuirks } from './quirks.ts'
export { type NewUser, type SlackSandbox, startSlackSandbox } from './slack-sandbox.ts'
export {
  type Channel as SlackChannel,
  type Message as PostedMessage,
  type User as SlackPerson,
  type Whisper,
} from './state/model.ts'
