import type { PersonRow } from '../people/person.store.ts'
import type { SessionView } from './session.schemas.ts'
import type { SessionRow } from './session.store.ts'

export interface FoundSession {
  readonly session: SessionRow
  readonly person: Pick<PersonRow, 'id' | 'externalId' | 'name' | 'email'>
  /** Whether another session of the person was there at the same time. */
  readonly overlaps: boolean
}

export function sessionView({ session, person, overlaps }: FoundSession): SessionView {
  const { id, externalId, description, billable, durationSeconds, timeZone } = session
  const { running, overtime, status, edits, note } = session
  return {
    id,
    externalId,
    description,
    person,
    project: session.projectId === null ? null : { id: session.projectId, name: session.projectName },
    task: session.taskId === null ? null : { id: session.taskId, name: session.taskName },
    billable,
    startedAt: session.startedAt.toISOString(),
    endedAt: session.endedAt?.toISOString() ?? null,
    durationSeconds,
    timeZone,
    running,
    overtime,
    status,
    flags: flagsOf(session, overlaps),
    edits,
    note,
    approvedStartedAt: session.approvedStartedAt?.toISOString() ?? null,
    approvedEndedAt: session.approvedEndedAt?.toISOString() ?? null,
  }
}

function flagsOf({ durationSeconds }: SessionRow, overlaps: boolean): SessionView['flags'] {
  const seconds = durationSeconds ?? 1
  return [
    ...(seconds < 0 ? (['ends-before-start'] as const) : []),
    ...(seconds === 0 ? (['zero-length'] as const) : []),
    ...(overlaps ? (['overlaps'] as const) : []),
  ]
}
