import type { ArrivedRequest } from '../../shared/http/request-log.ts'

export interface Sender {
  /** `bot`: the app's token, whether it still works or not. */
  tokenKind: 'none' | 'bot' | 'unknown'
}

/** Paths are as at Slack: /api/chat.postMessage, /services/..., /actions/...; the page's own are not kept. */
export type LoggedRequest = ArrivedRequest & Readonly<Sender>
