import type { Named, TimeSession } from '../../../api/time-types.ts'
import { instantOf, isZone, localIn } from '../zoned.ts'

/** What is typed: times as they are in the zone, `2026-01-31T09:00`. */
export interface TypedSession {
  /** Only of a new one. */
  readonly personId: string
  readonly project: Named | null
  readonly task: Named | null
  readonly description: string
  readonly start: string
  /** Empty: it runs. */
  readonly end: string
  readonly zone: string
  readonly billable: boolean
  readonly note: string
}

export type SessionProblem = 'person' | 'start' | 'end' | 'endBefore' | 'zone'

type Body = Readonly<Record<string, unknown>>
type Read = { readonly body: Body } | { readonly problems: readonly SessionProblem[] }

export function typedOf(session: TimeSession, zone: string): TypedSession {
  const { person, project, task, description, startedAt, endedAt, billable, note } = session
  return {
    personId: person.id,
    project,
    task,
    description,
    start: shortest(localIn(Date.parse(startedAt), zone)),
    end: endedAt === null ? '' : shortest(localIn(Date.parse(endedAt), zone)),
    zone,
    billable,
    note: note ?? '',
  }
}

/** Without seconds that are none: browsers then ask for minutes only. */
function shortest(local: string): string {
  return local.endsWith(':00') ? local.slice(0, -3) : local
}

/** A new session as the server takes it, or what is wrong with it. */
export function readNew(typed: TypedSession): Read {
  const problems: SessionProblem[] = [
    ...(typed.personId === '' ? (['person'] as const) : []),
    ...problemsOf(typed),
  ]
  return problems.length > 0 ? { problems } : { body: { person: { id: typed.personId }, ...bodyOf(typed) } }
}

/** Only what differs from before: the rest stays as it was, to the millisecond. */
export function readEdit(typed: TypedSession, before: TypedSession): Read {
  const problems = problemsOf(typed)
  if (problems.length > 0) return { problems }
  const was = bodyOf(before)
  const changed = Object.entries(bodyOf(typed)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name]),
  )
  return { body: Object.fromEntries(changed) }
}

function bodyOf({ project, task, description, billable, zone, start, end, note }: TypedSession): Body {
  return {
    project,
    task,
    description: description.trim(),
    billable,
    timeZone: zone,
    startedAt: isoOf(start, zone),
    endedAt: end === '' ? null : isoOf(end, zone),
    note: note.trim() === '' ? null : note.trim(),
  }
}

function problemsOf({ start, end, zone }: TypedSession): SessionProblem[] {
  if (!isZone(zone)) return ['zone']
  const startMs = instantOf(start, zone)
  const endMs = end === '' ? undefined : instantOf(end, zone)
  return [
    ...(Number.isNaN(startMs) ? (['start'] as const) : []),
    ...(endMs !== undefined && Number.isNaN(endMs) ? (['end'] as const) : []),
    ...(endMs !== undefined && endMs < startMs ? (['endBefore'] as const) : []),
  ]
}

function isoOf(local: string, zone: string): string {
  return new Date(instantOf(local, zone)).toISOString()
}
