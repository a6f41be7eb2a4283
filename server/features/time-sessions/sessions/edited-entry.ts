import { AppError, type Violation } from '../../../shared/errors.ts'
import type { EntrySnapshot } from '../events/entry-fact.ts'
import { isZone } from '../time-zone.ts'
import type { SessionEdit } from './session.schemas.ts'

/** What people enter can be right at once; what Clockify says is kept as it is. */
export function checkTimes({
  startedAt,
  endedAt,
  timeZone,
}: Pick<EntrySnapshot, 'startedAt' | 'endedAt'> & { readonly timeZone?: string | null | undefined }): void {
  const violations: Violation[] = []
  if (endedAt !== null && new Date(endedAt) < new Date(startedAt))
    violations.push({ in: 'body', pointer: '/endedAt', message: 'is before the start' })
  if (timeZone !== undefined && timeZone !== null && !isZone(timeZone))
    violations.push({
      in: 'body',
      pointer: '/timeZone',
      message: 'is no IANA time zone, such as Europe/Madrid',
    })
  if (violations.length > 0) throw new AppError('INVALID', 'These times cannot be right.', { violations })
}

const NOTHING: Omit<EntrySnapshot, 'startedAt'> = {
  description: '',
  userId: '',
  userName: null,
  projectId: null,
  projectName: null,
  taskId: null,
  taskName: null,
  billable: false,
  endedAt: null,
  timeZone: null,
  offsetStart: null,
  offsetEnd: null,
}

/** The entry as it is after an edit: what is left out stays as it was. */
export function entryOf(edit: SessionEdit, before: Partial<EntrySnapshot>): EntrySnapshot {
  const was = { ...NOTHING, startedAt: '', ...before }
  const { description = was.description, billable = was.billable, timeZone = was.timeZone } = edit
  const { startedAt, endedAt } = edit
  const entry = {
    ...was,
    description,
    billable,
    timeZone,
    startedAt: startedAt === undefined ? was.startedAt : iso(startedAt),
    endedAt: endedAt === undefined ? was.endedAt : endedAt && iso(endedAt),
  }
  return { ...entry, ...offsetsOf(was, entry), ...placeOf(edit, was) }
}

function placeOf({ project, task }: SessionEdit, was: EntrySnapshot): Partial<EntrySnapshot> {
  return {
    ...(project === undefined
      ? {}
      : { projectId: project?.id ?? null, projectName: nameOf(project, was.projectId, was.projectName) }),
    ...(task === undefined
      ? {}
      : { taskId: task?.id ?? null, taskName: nameOf(task, was.taskId, was.taskName) }),
  }
}

/** Clockify's offsets belong to its own times and zone. */
function offsetsOf(
  was: EntrySnapshot,
  entry: EntrySnapshot,
): Pick<EntrySnapshot, 'offsetStart' | 'offsetEnd'> {
  const isSameZone = was.timeZone === entry.timeZone
  return {
    offsetStart: isSameZone && was.startedAt === entry.startedAt ? was.offsetStart : null,
    offsetEnd: isSameZone && was.endedAt === entry.endedAt ? was.offsetEnd : null,
  }
}

/** The name that was known stays when only the id is told. */
function nameOf(named: SessionEdit['project'], id: string | null, name: string | null): string | null {
  return named?.name ?? (named?.id === id ? name : null)
}

function iso(moment: string): string {
  return new Date(moment).toISOString()
}
