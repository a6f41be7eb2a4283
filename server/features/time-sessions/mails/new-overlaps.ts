import type { SessionRow } from '../sessions/session.store.ts'
import type { Overlap } from './mail-facts.store.ts'

/** A session before and after all that a transaction has done to it. */
export interface Course {
  readonly before: SessionRow | undefined
  readonly after: SessionRow
}

/** Of the overlaps that are there now, those that this has brought about; of a pair, one. */
export function newOverlaps(courses: readonly Course[], overlaps: readonly Overlap[]): readonly Overlap[] {
  const before = new Map(courses.map((course) => [course.after.id, course.before]))
  const seen = new Set<string>()
  return overlaps.filter((overlap) => {
    const pair = [overlap.sessionId, overlap.otherId].sort().join(' ')
    if (seen.has(pair) || overlapped(before.get(overlap.sessionId), overlap)) return false
    seen.add(pair)
    return true
  })
}

function overlapped(was: SessionRow | undefined, { startedAt, endedAt }: Overlap): boolean {
  if (was === undefined || was.status === 'deleted' || was.endedAt === null) return false
  return startedAt < was.endedAt && endedAt > was.startedAt
}
