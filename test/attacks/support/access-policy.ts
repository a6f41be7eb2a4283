import type { Role } from '../../../server/shared/scope.ts'

/**
 * Who may pass each door. `open` asks nobody; a role is the least one; the others have a credential of their own.
 * `ok` is the answer to whoever may pass, for what the matrix sends.
 */
export interface Door {
  readonly needs:
    | 'open'
    | Role
    | 'operator'
    | 'lifecycle'
    | 'webhook'
    | 'hook'
    | 'signed'
    | 'clicked'
    | 'sign-in'
    | 'sign-out'
  readonly ok: number
}

const door = (needs: Door['needs'], ok = 200): Door => ({ needs, ok })

/** A route that is not here fails the matrix: whoever adds one says here who may use it. Requests go out in this order. */
export const ACCESS: Readonly<Record<string, Door>> = {
  'GET /': door('open', 302),
  'GET /ui': door('open', 302),
  'GET /ui*': door('open'),
  'GET /health': door('open'),
  // With ?connections=true it is a reader's: test/platform/http/ready-connections.http.test.ts.
  'GET /ready': door('open'),
  'GET /metrics': door('open'),
  'GET /manifest.json': door('open'),
  'GET /manifest/icon.svg': door('open'),
  'GET /api/openapi.json': door('open'),

  'POST /lifecycle/installed': door('lifecycle'),
  'POST /lifecycle/settings-updated': door('lifecycle'),
  'POST /lifecycle/status-changed': door('lifecycle'),
  'POST /webhooks/clockify/:event': door('webhook'),
  'POST /webhooks/clockify/hooks/:hookId': door('hook'),
  'POST /webhooks/clickup/:connectionId': door('signed'),
  'POST /webhooks/slack/:connectionId': door('clicked'),

  'GET /api/session': door('reader'),
  'POST /api/session': door('sign-in'),
  'DELETE /api/session': door('sign-out', 204),
  'POST /api/admin/workspaces': door('operator', 201),
  'GET /api/api-keys': door('admin'),
  'POST /api/api-keys': door('admin', 201),
  'DELETE /api/api-keys/:id': door('admin', 204),
  'GET /api/events': door('reader'),

  'GET /api/connections': door('reader'),
  'POST /api/connections/:id/test': door('admin'),
  'GET /api/connections/clickup/authorize': door('reader'),
  // This server is not registered with ClickUp; and whoever is sent back here has begun nothing.
  'POST /api/connections/clickup/authorize': door('admin', 409),
  'GET /connections/clickup/callback': door('open', 403),
  'PUT /api/connections/clickup': door('admin'),
  'PUT /api/connections/slack': door('admin'),
  'PUT /api/connections/huntflow': door('admin'),
  'PUT /api/connections/jira': door('admin'),
  'PUT /api/connections/confluence': door('admin'),
  'GET /api/clickup/settings': door('reader'),
  'PUT /api/clickup/settings': door('admin'),
  // Its ClickUp is the fake Clockify here, which knows nothing of teams.
  'GET /api/clickup/path-options': door('admin', 502),
  'POST /api/clickup/sync': door('admin', 202),
  'GET /api/clickup/sync-runs': door('reader'),
  'GET /api/clickup/sync-runs/:id': door('reader'),
  'GET /api/clickup/tasks': door('reader'),
  'GET /api/clickup/tasks/facets': door('reader'),
  'GET /api/clickup/tasks/:taskId': door('reader'),
  'DELETE /api/clickup/tasks': door('admin', 204),
  // There is no Huntflow where its connection leads here.
  'GET /api/huntflow/options': door('admin', 502),
  'GET /api/clickup/transfers': door('reader'),
  'GET /api/clickup/transfers/:id': door('reader'),
  'POST /api/clickup/tasks/:taskId/transfer-to-huntflow': door('admin', 202),
  // It was abandoned: past the guard, but in the wrong state for it.
  'POST /api/clickup/transfers/:id/decide': door('admin', 409),
  'POST /api/clickup/transfers/:id/retry': door('admin', 409),
  'GET /api/clickup/imports': door('reader'),
  'POST /api/clickup/imports': door('admin', 202),
  'GET /api/clickup/imports/:id': door('reader'),
  // This one is completed, and nothing in it has failed.
  'POST /api/clickup/imports/:id/stop': door('admin', 409),
  'POST /api/clickup/imports/:id/resume': door('admin', 409),
  'POST /api/clickup/imports/:id/cancel': door('admin', 409),
  'POST /api/clickup/imports/:id/retry-failed': door('admin', 409),

  'GET /api/tasks/settings': door('reader'),
  'PUT /api/tasks/settings': door('admin'),
  'POST /api/tasks/upsert': door('member'),
  'GET /api/tasks/upserts': door('reader'),
  'GET /api/tasks/upserts/:id': door('reader'),
  // Only what has failed can be tried again.
  'POST /api/tasks/upserts/:id/retry': door('admin', 409),
  // Its message is there, and nobody has claimed it.
  'POST /api/tasks/upserts/:id/announce': door('admin', 409),
  'POST /api/tasks/upserts/:id/release': door('admin', 409),
  'GET /api/slack/setup': door('reader'),
  'POST /api/slack/test-message': door('admin'),
  // There is no Slack where its connection leads here.
  'GET /api/slack/members': door('admin', 502),
  'PUT /api/slack/members/:slackUserId': door('admin'),
  'GET /api/page-tasks/settings': door('reader'),
  'PUT /api/page-tasks/settings': door('admin'),
  'GET /api/page-tasks/runs': door('reader'),
  'GET /api/page-tasks/runs/:id': door('reader'),
  'GET /api/page-tasks/runs/:id/pages/:pageId': door('reader'),
  'POST /api/page-tasks/sync': door('admin', 202),
  'POST /api/page-tasks/runs/:id/undo': door('admin', 202),
  // It is over.
  'POST /api/page-tasks/runs/:id/cancel': door('admin', 409),
  'GET /api/project-sync/runs': door('reader'),
  'GET /api/project-sync/runs/:id': door('reader'),
  'GET /api/project-sync/runs/:id/pages/:pageId': door('reader'),
  'POST /api/project-sync': door('admin', 202),
  // It is over.
  'POST /api/project-sync/runs/:id/cancel': door('admin', 409),
  'GET /api/clickup/auto-replies': door('reader'),
  'PUT /api/clickup/auto-replies': door('admin'),
  'POST /api/clickup/auto-replies/test': door('member'),
  'GET /api/clickup/auto-replies/log': door('reader'),
  'DELETE /api/connections/:id': door('admin', 204),

  'GET /api/clickup/webhook': door('reader'),

  'GET /api/operations': door('reader'),
  'GET /api/operations/:connector/:operationId': door('reader'),
  'POST /api/calls': door('member'),
  'GET /api/calls': door('reader'),
  'GET /api/calls/:id': door('reader'),
  'GET /api/calls/:id/snippet': door('reader'),
  'GET /api/saved-calls': door('reader'),
  'POST /api/saved-calls': door('member', 201),
  'GET /api/saved-calls/:id': door('reader'),
  'PUT /api/saved-calls/:id': door('member'),
  'DELETE /api/saved-calls/:id': door('member', 204),
  'GET /api/drift': door('reader'),

  'GET /api/time-sessions': door('reader'),
  'GET /api/time-sessions/:id': door('reader'),
  'POST /api/time-sessions': door('member', 201),
  'PUT /api/time-sessions/:id': door('member'),
  'DELETE /api/time-sessions/:id': door('member', 204),
  'GET /api/time-sessions/hours': door('reader'),
  'GET /api/overtime': door('reader'),
  'GET /api/overtime/what-if': door('reader'),
  'GET /api/time-sessions/settings': door('reader'),
  'PUT /api/time-sessions/settings': door('admin'),
  'GET /api/people': door('reader'),
  'GET /api/people/:id': door('reader'),
  'POST /api/people': door('admin', 201),
  'PUT /api/people/:id': door('admin'),
  'DELETE /api/people/:id': door('admin', 204),
  // Nothing is under review here.
  'POST /api/time-sessions/:id/decision': door('admin', 409),
  'GET /api/reports': door('reader'),
  'POST /api/reports': door('admin', 202),
  'GET /api/reports/:id': door('reader'),
  'GET /api/reports/:id/file': door('reader'),
  'GET /api/audit-entries': door('reader'),
  'POST /api/audit-entries': door('member', 201),
  'GET /api/audit-entries/export': door('reader'),
  'GET /api/audit-entries/verify': door('reader'),

  'GET /api/outbox': door('reader'),
  'GET /api/outbox/:id': door('reader'),
  // Nothing has failed here.
  'POST /api/outbox/:id/resend': door('admin', 409),

  'GET /api/bootstrap': door('reader'),
  // Nothing runs yet: past the guard, but in the wrong state for it; so are jobs at rest.
  'POST /api/bootstrap/cancel': door('admin', 409),
  'POST /api/jobs/:id/retry': door('admin', 409),
  'POST /api/jobs/:id/cancel': door('admin', 409),
  'GET /api/jobs': door('reader'),
  'GET /api/records': door('reader'),
  'GET /api/records/collections': door('reader'),

  'POST /api/clockify/hooks': door('admin', 201),
  'GET /api/clockify/hooks': door('admin'),
  'DELETE /api/clockify/hooks/:id': door('admin', 204),
  'GET /api/webhook-events': door('reader'),
  'GET /api/webhook-events/:id': door('reader'),
  'POST /api/webhook-events/:id/replay': door('admin', 202),

  'POST /api/bootstrap': door('admin', 202),
  'POST /lifecycle/deleted': door('lifecycle'),
}
