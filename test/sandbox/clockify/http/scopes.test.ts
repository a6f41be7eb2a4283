import { describe, expect, it } from 'vitest'

import { SCOPES, isAdminOnly, scopeFor } from '../../../../server/sandbox/clockify/http/scopes.ts'
import { WRITTEN_ROUTES } from '../../../../server/sandbox/clockify/routes/all-routes.ts'

describe('scopes', () => {
  it('has one of the 30 for every operation that add-ons may call', () => {
    const needed = WRITTEN_ROUTES.map((route) => scopeFor(route)).filter((scope) => scope !== 'REFUSED')

    expect(SCOPES).toHaveLength(30)
    for (const scope of needed) expect(SCOPES).toContain(scope)
  })

  it.each([
    ['GET', '/holidays', 'WORKSPACE_READ'],
    ['POST', '/reports/detailed', 'REPORTS_READ'],
    ['POST', '/projects/{projectId}/tasks', 'TASK_WRITE'],
    ['PUT', '/users/{userId}/hourly-rate', 'USER_WRITE'],
    ['GET', '/time-off/policies', 'TIME_OFF_READ'],
    ['GET', '/user/{userId}/time-entries', 'TIME_ENTRY_READ'],
    ['POST', '/custom-fields', 'REFUSED'],
    ['GET', '/webhooks/{webhookId}', 'REFUSED'],
  ])('%s %s needs %s', (method, path, scope) => {
    expect(scopeFor({ method, path: `/v1/workspaces/{workspaceId}${path}` })).toBe(scope)
  })

  it('leaves own time to members and projects to admins', () => {
    const inWorkspace = (path: string) => ({ method: 'POST', path: `/v1/workspaces/{workspaceId}${path}` })

    expect(isAdminOnly(inWorkspace('/time-entries'))).toBe(false)
    expect(isAdminOnly(inWorkspace('/projects'))).toBe(true)
  })
})
