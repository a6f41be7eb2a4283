import type { AuditEntry, Person, TimeSession } from '../../../ui/src/api/time-types.ts'

export function aSession(part: Partial<TimeSession> = {}): TimeSession {
  return {
    id: 's1',
    externalId: 'e1',
    description: 'Second draft',
    person: { id: 'p1', externalId: 'u1', name: 'Ana Berg', email: 'ana@example.com' },
    project: { id: 'pr1', name: 'Website' },
    task: null,
    billable: true,
    startedAt: '2026-11-26T08:00:00.000Z',
    endedAt: '2026-11-26T16:00:00.000Z',
    durationSeconds: 28_800,
    timeZone: 'Europe/Madrid',
    running: false,
    overtime: false,
    status: 'closed',
    flags: [],
    edits: 0,
    note: null,
    approvedStartedAt: null,
    approvedEndedAt: null,
    ...part,
  }
}

export function anEntry(part: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: 'a1',
    seq: 1,
    at: '2026-11-26T17:00:00.000Z',
    actor: { type: 'unknown', id: null },
    action: 'session.edited',
    sessionId: 's1',
    eventId: 'ev1',
    changes: [],
    note: null,
    ...part,
  }
}

export function aPerson(part: Partial<Person> = {}): Person {
  return {
    id: 'p1',
    externalId: 'u1',
    name: 'Ana Berg',
    email: 'ana@example.com',
    hoursPerMonth: null,
    enabled: true,
    notify: true,
    timeZone: null,
    overtimeHours: null,
    ...part,
  }
}
