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
} from './report-session.store.ts'

const PAGE = 500

/** All that has to do with the range, each once, a page at a time: no transaction is held between pages. */
export async function* readSessions(
  db: Db,
  scope: WorkspaceScope,
  range: ReportRange,
): AsyncGenerator<readonly ReportSession[]> {
  for (const stretch of STRETCHES) {
    let after: ReportPosition | undefined
    let isFull = true
    while (isFull) {
      const page = { ...range, stretch, after, limit: PAGE }
      const sessions = await inWorkspaceAtOnce(db, scope, (tx) => listReportSessions(tx, scope, page))
      if (sessions.length > 0) yield sessions
      after = sessions.at(-1)
      isFull = sessions.length === PAGE
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
