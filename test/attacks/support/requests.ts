import { COMMON } from './keep-upserts.ts'
import { PAGE } from './keep-page-runs.ts'
import { TRANSFER } from './make-transfers.ts'
import { SLACK_USER } from './touch-claims.ts'
import {
  CALL,
  connectionBody,
  HOOK_EVENT,
  SAVED_CALL,
  SESSION,
  type Filled,
  type IdKind,
} from './two-workspaces.ts'

/** What a route is sent by somebody who means this workspace: its ids in the path and in the body. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  /** The ids in it that the caller has put there, for answers may repeat them. */
  readonly named: readonly string[]
}

/** Signed by Slack, and nothing of ours. */
export const INTERACTION = { type: 'view_submission' }

type Body = (of: Filled) => unknown

const installation = ({ workspaceId, sandbox }: Filled) => ({
  workspaceId,
  addonId: sandbox.installation!.addonId,
})

const BODIES: Readonly<Record<string, Body>> = {
  'POST /lifecycle/installed': (of) => {
    const { authToken, webhooks } = of.sandbox.installation!
    return { ...installation(of), authToken, webhooks: webhooks.map((webhook) => pathAndToken(webhook)) }
  },
  'POST /lifecycle/settings-updated': (of) => ({ ...installation(of), settings: [] }),
  'POST /lifecycle/status-changed': (of) => ({ ...installation(of), status: 'ACTIVE' }),
  'POST /lifecycle/deleted': installation,
  'POST /webhooks/clockify/:event': ({ workspaceId }) => ({ id: 'e1', workspaceId }),
  'POST /webhooks/clockify/hooks/:hookId': ({ workspaceId }) => ({ id: 'e1', workspaceId }),
  'POST /webhooks/clickup/:connectionId': ({ clickupHook }) => clickupHook.body,
  'POST /webhooks/slack/:connectionId': () => INTERACTION,
  'POST /api/admin/workspaces': () => ({ name: 'made by the operator' }),
  'POST /api/api-keys': () => ({ role: 'reader' }),
  'PUT /api/connections/clickup': (of) => connectionBody('clickup', of.sandbox),
  // Whoever saves another's body must not get the other's clicks with it.
  'PUT /api/connections/slack': (of) => ({
    ...connectionBody('slack', of.sandbox),
    signingSecret: 'the-secret-of-another-app',
  }),
  'PUT /api/connections/huntflow': (of) => connectionBody('huntflow', of.sandbox),
  'PUT /api/connections/jira': (of) => connectionBody('jira', of.sandbox),
  'PUT /api/connections/confluence': (of) => connectionBody('confluence', of.sandbox),
  'PUT /api/clickup/settings': () => ({ syncIntervalMinutes: 60 }),
  'POST /api/clickup/sync': () => ({}),
  'POST /api/clickup/tasks/:taskId/transfer-to-huntflow': () => TRANSFER,
  'POST /api/clickup/transfers/:id/decide': () => ({ action: 'retry' }),
  'POST /api/clickup/imports': () => ({ listId: '1', target: 'cache' }),
  'PUT /api/tasks/settings': () => ({ announce: false }),
  // As it is there already: what is new would wait for a ClickUp that does not answer.
  'POST /api/tasks/upsert': () => [COMMON],
  'PUT /api/slack/members/:slackUserId': () => ({ clickupUserId: null }),
  'PUT /api/page-tasks/settings': () => ({ keepTasks: false }),
  // It leads to no page, so nobody is asked.
  'POST /api/page-tasks/sync': () => ({ pageUrls: ['https://elsewhere.example/x'] }),
  'POST /api/page-tasks/runs/:id/undo': () => ({ dryRun: true }),
  'POST /api/project-sync': () => ({
    projectPageUrl: 'https://elsewhere.example/x',
    projectKey: 'OPS',
    mode: 'relink',
  }),
  'PUT /api/clickup/auto-replies': () => ({ rules: [] }),
  'POST /api/clickup/auto-replies/test': () => ({ recent: 5 }),
  'POST /api/people': () => ({ name: 'Somebody' }),
  'PUT /api/people/:id': () => ({ hoursPerMonth: 160 }),
  'POST /api/time-sessions': () => SESSION,
  'PUT /api/time-sessions/:id': () => ({ note: 'seen' }),
  'PUT /api/time-sessions/settings': () => ({ overtimeHours: 6 }),
  'POST /api/time-sessions/:id/decision': () => ({ approved: true }),
  'POST /api/reports': () => ({ kind: 'monthly' }),
  'POST /api/audit-entries': () => ({ note: 'seen' }),
  'POST /api/calls': ({ workspaceId }) => ({ ...CALL, path: { workspaceId } }),
  'POST /api/saved-calls': () => SAVED_CALL,
  'PUT /api/saved-calls/:id': () => SAVED_CALL,
  'POST /api/clockify/hooks': () => ({ event: HOOK_EVENT, token: 'a-new-hook-token' }),
  'POST /api/webhook-events/:id/replay': () => ({}),
}

function pathAndToken({ path, authToken }: { path: string; authToken: string }) {
  return { path, authToken }
}

// What a request may use up: the next one takes the next id.
const taken = new WeakMap<Filled, Map<IdKind, number>>()

function nextId(of: Filled, kind: IdKind): string {
  const counts = taken.get(of) ?? new Map<IdKind, number>()
  taken.set(of, counts)
  const count = counts.get(kind) ?? 0
  counts.set(kind, count + 1)
  const ids = of.ids[kind]
  const id = ids[count % ids.length]
  if (id === undefined) throw new Error(`the workspace has no ${kind}`)
  return id
}

function valueOf(of: Filled, parameter: string, before: string): string {
  if (parameter === 'connector') return CALL.connector
  if (parameter === 'operationId') return CALL.operationId
  if (parameter === 'hookId') return of.hook.id
  if (parameter === 'slackUserId') return SLACK_USER
  if (parameter === 'pageId') return PAGE
  if (parameter === 'connectionId')
    return before === 'slack' ? of.slackConnectionId : of.clickupHook.connectionId
  if (parameter === 'event') return addonWebhook(of).word
  // `/api/jobs/:id/retry`: the word before the id says of what.
  return nextId(of, before as IdKind)
}

/** The word before the id says of what it is; runs are of several features. */
function kindAt(words: readonly string[], index: number): string {
  return words.includes('project-sync') ? 'project-runs' : (words[index - 1] ?? '')
}

export function addonWebhook(of: Filled): { readonly word: string; readonly token: string } {
  const [webhook] = of.sandbox.installation!.webhooks
  return { word: webhook!.path.split('/').at(-1)!, token: webhook!.authToken }
}

export function requestFor(route: string, of: Filled): Request {
  const [method = '', pattern = ''] = route.split(' ')
  const named: string[] = [of.workspaceId]
  const words = pattern.replace(/^\/ui\*$/, '/ui/style.css').split('/')
  const path = words.map((word, index) => {
    if (!word.startsWith(':')) return word
    const value = valueOf(of, word.slice(1), kindAt(words, index))
    named.push(value)
    return value
  })
  const body = BODIES[route]?.(of)
  return { method, path: path.join('/'), named, ...(body === undefined ? {} : { body }) }
}
