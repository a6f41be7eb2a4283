import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { listPeople } from '../people/person-search.store.ts'
import type { PersonPosition } from '../people/person.schemas.ts'
import type { PersonRow } from '../people/person.store.ts'
import {
  listReportSessions,
  STRETCHES,
  type ReportPosition,
  type ReportRange,
  type ReportSession,
  type Stretch,
} from './report-session.store.ts'

const PAGE = 500

/** All that has to do with the range, each once, a page at a time: no transaction is held between pages. */
export async function* readSessions(
  db: Db,
  scope: WorkspaceScope,
  range: ReportRange,
): AsyncGenerator<readonly ReportSession[]> {
  const load = (stretch: Stretch, after: ReportPosition | undefined): Promise<ReportSession[]> => {
    const page = inWorkspaceAtOnce(db, scope, (tx) =>
      listReportSessions(tx, scope, { ...range, stretch, after, limit: PAGE }),
    )
    // Heard when its turn comes; until then a failure waits.
    page.catch(() => {})
    return page
  }
  for (const stretch of STRETCHES) {
    let next: Promise<ReportSession[]> | undefined = load(stretch, undefined)
    while (next !== undefined) {
      const sessions: readonly ReportSession[] = await next
      // The database reads one page while the one before it is written.
      next = sessions.length === PAGE ? load(stretch, sessions.at(-1)) : undefined
      if (sessions.length > 0) yield sessions
    }
  }
}

const PEOPLE_PAGE = 500

/** All people, by name. */
export async function* readPeople(db: Db, scope: WorkspaceScope): AsyncGenerator<readonly PersonRow[]> {
  let after: PersonPosition | undefined
  let isFull = true
  while (isFull) {
    const page = { filter: {}, after, limit: PEOPLE_PAGE }
    const people = await inWorkspaceAtOnce(db, scope, (tx) => listPeople(tx, scope, page))
    if (people.length > 0) yield people
    const last = people.at(-1)
    after = last && [last.name, last.id]
    isFull = people.length === PEOPLE_PAGE
  }
}
