import {
  upsertSessions,
  type SessionRow,
} from '../../../../server/features/time-sessions/sessions/session.store.ts'
import {
  insertPerson,
  type PersonRow,
} from '../../../../server/features/time-sessions/people/person.store.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../../server/storage/db.ts'

let sessions = 0

/** An hour of Website on the second of March, unless it says something else. */
export function aSession(fields: Partial<SessionRow> = {}): SessionRow {
  sessions += 1
  const {
    startedAt = new Date('2026-03-02T09:00:00Z'),
    endedAt = new Date(startedAt.getTime() + 3_600_000),
  } = fields
  return {
    id: `s${String(sessions).padStart(5, '0')}`,
    externalId: `e${sessions}`,
    personId: 'ana',
    description: 'Planning',
    projectId: 'p1',
    projectName: 'Website',
    taskId: null,
    taskName: null,
    billable: true,
    startedAt,
    endedAt,
    durationSeconds: endedAt === null ? null : (endedAt.getTime() - startedAt.getTime()) / 1_000,
    timeZone: null,
    offsetStart: null,
    offsetEnd: null,
    running: endedAt === null && fields.status !== 'deleted',
    overtime: false,
    status: endedAt === null ? 'open' : 'closed',
    edits: 0,
    note: null,
    approvedStartedAt: null,
    approvedEndedAt: null,
    approvedSeconds: null,
    decision: null,
    decidedEdits: null,
    createdAt: startedAt,
    updatedAt: startedAt,
    ...fields,
  }
}

export function aPerson(id: string, fields: Partial<PersonRow> = {}): PersonRow {
  return {
    id,
    externalId: null,
    name: id,
    email: `${id}@example.com`,
    hoursPerMonth: null,
    enabled: true,
    notify: true,
    timeZone: null,
    overtimeHours: null,
    createdAt: new Date(0),
    updatedAt: new Date(0),
    ...fields,
  }
}

interface Content {
  readonly people: readonly PersonRow[]
  readonly sessions: readonly SessionRow[]
}

export async function store(db: Db, scope: WorkspaceScope, { people, sessions }: Content): Promise<void> {
  await inWorkspace(db, scope, async (tx) => {
    for (const person of people) await insertPerson(tx, scope, person)
    if (sessions.length > 0) await upsertSessions(tx, scope, sessions)
  })
}
