import { AppError } from '../../shared/errors.ts'
import { readCursor } from '../../storage/keyset-page.ts'
import type { CollectionSummary, RecordPosition, RecordsRow } from './records.store.ts'
import type { Collections, StoredRecord } from './records.schemas.ts'

export function recordView(row: RecordsRow): StoredRecord {
  return {
    collection: row.collection,
    id: row.id,
    name: row.name,
    parentId: row.parentId,
    payload: row.payload,
    fetchedAt: row.fetchedAt.toISOString(),
    source: row.source,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  }
}

export function collectionsView(rows: readonly CollectionSummary[]): Collections {
  return { items: rows.map((row) => ({ ...row, fetchedAt: row.fetchedAt.toISOString() })) }
}

export function positionOf(row: RecordsRow): string {
  return JSON.stringify([row.collection, row.id, row.parentKey])
}

export function readPosition(cursor: string | undefined): RecordPosition | undefined {
  const text = readCursor(cursor)
  if (text === undefined) return undefined
  const [collection, id, parentKey] = partsOf(text)
  if (collection === undefined || id === undefined || parentKey === undefined) throw notOurs()
  return [collection, id, parentKey]
}

function partsOf(text: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(text)
    return Array.isArray(parts)
      ? parts.filter((part) => typeof part === 'string' && !part.includes('\0'))
      : []
  } catch (error) {
    throw notOurs(error)
  }
}

function notOurs(cause?: unknown): AppError {
  return new AppError('INVALID', 'The cursor is not one that this list gave. Start again without it.', {
    violations: [{ in: 'query', pointer: '/cursor', message: 'is not a cursor of this list' }],
    cause,
  })
}
