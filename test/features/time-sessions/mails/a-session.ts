import { changesBetween } from '../../../../server/features/time-sessions/audit/changes-between.ts'
import type { MadeChange } from '../../../../server/features/time-sessions/mails/news-of.ts'
import type { MailPerson } from '../../../../server/features/time-sessions/mails/receivers-of.ts'
import type { SessionRow } from '../../../../server/features/time-sessions/sessions/session.store.ts'

const at = new Date('2026-03-02T12:00:00Z')

export const ANA: MailPerson = {
  id: 'p1',
  name: 'Ana Petrova',
  email: 'ana@example.com',
  enabled: true,
  notify: true,
  timeZone: null,
  overtimeHours: null,
}

/** From ten to noon in Madrid. */
export function aSession(session: Partial<SessionRow> = {}): SessionRow {
  return {
    id: 's1',
    externalId: 'e1',
    personId: ANA.id,
    description: 'Planning',
    projectId: 'pr1',
    projectName: 'Website',
    taskId: null,
    taskName: null,
    billable: true,
    startedAt: new Date('2026-03-02T09:00:00Z'),
    endedAt: new Date('2026-03-02T11:00:00Z'),
    durationSeconds: 7_200,
    timeZone: 'Europe/Madrid',
    offsetStart: null,
    offsetEnd: null,
    running: false,
    overtime: false,
    status: 'closed',
    edits: 0,
    note: null,
    approvedStartedAt: null,
    approvedEndedAt: null,
    approvedSeconds: null,
    decision: null,
    decidedEdits: null,
    createdAt: at,
    updatedAt: at,
    ...session,
  }
}

export const RUNNING = { endedAt: null, durationSeconds: null, running: true, status: 'open' } as const

export function aChange(
  action: string,
  before: SessionRow | undefined,
  after: SessionRow = aSession(),
): MadeChange {
  const because = { at, action, actor: { type: 'unknown' as const, id: null }, eventId: 'e1', note: null }
  return { entryId: 'a1', before, after, because, fields: changesBetween(before, after) }
}
