import { losesDigits } from '../../shared/loses-digits.ts'
import type { CollectionSummary, RecordRow } from './records.store.ts'
import type { Collections, StoredRecord } from './records.schemas.ts'

export function recordView(row: RecordRow): StoredRecord {
  return {
    collection: row.collection,
    id: row.id,
    name: row.name,
    parentId: row.parentId,
    payload: JSON.parse(row.payload),
    payloadText: losesDigits(row.payload) ? row.payload : null,
    fetchedAt: row.fetchedAt.toISOString(),
    source: row.source,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }
}

export function collectionsView(rows: readonly CollectionSummary[]): Collections {
  return { items: rows.map((row) => ({ ...row, fetchedAt: row.fetchedAt.toISOString() })) }
}
