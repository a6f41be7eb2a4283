import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { EntryFact, EntrySnapshot } from './entry-fact.ts'

/** A fact with the entry that it is about, and the event that told it. */
export interface HeardFact extends EntryFact {
  readonly externalId: string
  readonly eventId: string | null
}

export async function listFacts(
  db: Db,
  scope: WorkspaceScope,
  externalIds: readonly string[],
): Promise<HeardFact[]> {
  const rows = await db
    .selectFrom('timeEntryFacts')
    .select(['externalId', 'kind', 'hash', 'eventId', 'at', 'entry', 'knows'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('externalId', 'in', externalIds)
    .execute()
  return rows.map(({ entry, knows, ...row }) => ({
    ...row,
    // What we wrote ourselves, from values of these types.
    entry: entry as EntrySnapshot,
    knows: (knows ?? []) as readonly string[],
  }))
}

/** The caller holds the head of the audit log, so nobody stores the same meanwhile. */
export async function insertFacts(db: Db, scope: WorkspaceScope, facts: readonly HeardFact[]): Promise<void> {
  await sql`
    insert into time_entry_facts (workspace_id, external_id, kind, hash, event_id, at, entry, knows)
    select ${scope.workspaceId}, external_id, kind, hash, event_id, at::timestamptz, entry::json, knows::json
    from unnest(
      ${facts.map(({ externalId }) => externalId)}::text[],
      ${facts.map(({ kind }) => kind)}::text[],
      ${facts.map(({ hash }) => hash)}::text[],
      ${facts.map(({ eventId }) => eventId)}::text[],
      ${facts.map(({ at }) => at.toISOString())}::text[],
      ${facts.map(({ entry }) => JSON.stringify(entry))}::text[],
      ${facts.map(({ knows }) => JSON.stringify(knows))}::text[]
    ) as heard (external_id, kind, hash, event_id, at, entry, knows)`.execute(db)
}
