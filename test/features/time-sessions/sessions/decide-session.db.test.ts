import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { searchAudit } from '../../../../server/features/time-sessions/audit/search-audit.ts'
import { verifyAudit } from '../../../../server/features/time-sessions/audit/verify-audit.ts'
import type { TimeSessionDeps } from '../../../../server/features/time-sessions/deps.ts'
import { hearEvent } from '../../../../server/features/time-sessions/events/hear-events.ts'
import { decideSession } from '../../../../server/features/time-sessions/sessions/decide-session.ts'
import { readSession } from '../../../../server/features/time-sessions/sessions/read-session.ts'
import { searchSessions } from '../../../../server/features/time-sessions/sessions/search-sessions.ts'
import { systemClock } from '../../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { anEvent, entryBody, hour } from '../an-entry.ts'

let database: TestDatabase
let scope: WorkspaceScope
let deps: TimeSessionDeps
let id: string

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const edit = (to: number) =>
  hearEvent(deps, scope, anEvent('TIME_ENTRY_UPDATED', entryBody({ id: 'a', from: 0, to })))
const session = async () => (await readSession(deps, scope, { id })).session

beforeEach(async () => {
  scope = await aWorkspace(database.db)
  deps = {
    db: database.db,
    clock: systemClock,
    fetchEntry: async () => entryBody({ id: 'a', from: 0, to: 5 }),
    findUsers: async () => new Map(),
  }
  await hearEvent(deps, scope, anEvent('NEW_TIME_ENTRY', entryBody({ id: 'a', from: 0, to: 2 })))
  const { items } = await searchSessions(deps, scope, { limit: 1 })
  id = items[0]!.session.id
})

describe('deciding on an edited session', () => {
  it('freezes what is approved, says who did it, and a later edit opens a new review', async () => {
    await edit(3)
    await decideSession(
      deps,
      { ...scope, actor: { type: 'user', id: 'boss', role: 'admin' } },
      {
        id,
        approved: true,
        note: 'fine',
      },
    )
    expect(await session()).toMatchObject({
      status: 'approved',
      note: 'fine',
      approvedStartedAt: new Date(hour(0)),
      approvedEndedAt: new Date(hour(3)),
      approvedSeconds: 10_800,
    })
    const { items } = await searchAudit(deps, scope, { limit: 1 })
    expect(items[0]).toMatchObject({ action: 'session.approved', actor: '{"type":"user","id":"boss"}' })

    await edit(5)
    expect(await session()).toMatchObject({
      status: 'under-review',
      endedAt: new Date(hour(5)),
      approvedEndedAt: new Date(hour(3)),
    })
    await decideSession(deps, scope, { id, approved: false })
    expect(await session()).toMatchObject({ status: 'rejected', note: 'fine', approvedSeconds: 10_800 })
  })

  it('is done by one of two coordinators', async () => {
    await edit(3)
    const outcomes = await Promise.allSettled([
      decideSession(deps, scope, { id, approved: true }),
      decideSession(deps, scope, { id, approved: false }),
    ])
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')

    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({ code: 'CONFLICT' })
    expect(await verifyAudit(deps, scope)).toMatchObject({ ok: true, entries: 3 })
  })

  it('is refused where there is nothing to decide', async () => {
    await expect(decideSession(deps, scope, { id, approved: true })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'This session is not under review: it is closed.',
    })
    await expect(decideSession(deps, scope, { id: 'none', approved: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
