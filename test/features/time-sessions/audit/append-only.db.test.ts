import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openAuditLog } from '../../../../server/features/time-sessions/audit/append-entries.ts'
import { verifyAudit } from '../../../../server/features/time-sessions/audit/verify-audit.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'

let database: TestDatabase
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
})
afterAll(() => database.close())

const append = (count: number): Promise<void> =>
  inWorkspace(database.db, scope, async (tx) => {
    const log = await openAuditLog(tx, scope)
    await log.append(
      Array.from({ length: count }, (_, index) => ({
        id: `${scope.workspaceId}-${Date.now()}-${index}`,
        at: new Date(),
        actor: { type: 'system', id: null },
        action: 'session.edited',
        sessionId: null,
        eventId: null,
        changes: [],
        note: null,
      })),
    )
  })

describe('the audit log', () => {
  it.each([
    ['changed', sql`update audit_entries set note = 'other'`],
    ['taken out', sql`delete from audit_entries`],
    ['emptied', sql`truncate audit_entries`],
  ])('cannot be %s by the server', async (_how, statement) => {
    await append(1)

    await expect(inWorkspace(database.db, scope, (tx) => statement.execute(tx))).rejects.toThrow(
      /permission denied/,
    )
    expect(await verifyAudit(database, scope)).toEqual({ ok: true, entries: 1, firstBadSeq: null })
  })

  it('is read page by page', async () => {
    await append(900)
    await append(900)

    expect(await verifyAudit(database, scope)).toEqual({ ok: true, entries: 1_800, firstBadSeq: null })
  })

  it('misses an end that was cut off', async () => {
    await append(2)
    await inWorkspace(database.db, scope, (tx) =>
      sql`update audit_heads set seq = 3 where workspace_id = ${scope.workspaceId}`.execute(tx),
    )

    expect(await verifyAudit(database, scope)).toEqual({ ok: false, entries: 2, firstBadSeq: 3 })
  })

  it('names the first entry that was not written by it', async () => {
    await append(2)
    await inWorkspace(database.db, scope, (tx) =>
      sql`insert into audit_entries
        select workspace_id, 3, 'forged', at, actor, action, session_id, event_id, changes, note, hash, hash
        from audit_entries where seq = 2`.execute(tx),
    )

    expect(await verifyAudit(database, scope)).toEqual({ ok: false, entries: 2, firstBadSeq: 3 })
  })
})
