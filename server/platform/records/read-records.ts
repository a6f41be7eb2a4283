import { createHash } from 'node:crypto'
import { printExactly, withoutMark } from '../../shared/exact-json.ts'
import { isObject } from '../../shared/json.ts'
import { fieldAt } from '../openapi/index.ts'

/** Where a record's id, name and parent stand; the overlay says so for each operation. */
export interface RecordForm {
  readonly collection: string
  readonly idField?: string | undefined
  readonly nameField?: string | undefined
  readonly parentField?: string | undefined
  readonly parentParameter?: string | undefined
  readonly keyedByParent?: boolean | undefined
}

/** One record as it will be stored. */
export interface RecordDraft {
  readonly id: string
  readonly parentKey: string
  readonly parentId: string | null
  readonly name: string | null
  /** JSON text on one line: what the other side sent, NUL escapes and all digits included. */
  readonly payload: string
}

// An index entry holds at most 2,704 bytes; four bytes per character are the worst.
const LONGEST_NAME = 500
const LONGEST_ID = 200

/** The records of a page, each once, in the order of their keys so that two writers never wait for each other in a ring. */
export function readRecords(
  form: RecordForm,
  items: readonly unknown[],
  path: Readonly<Record<string, string>>,
): readonly RecordDraft[] {
  const drafts = items.map((item) => readRecord(form, item, path))
  const unique = new Map(drafts.map((draft) => [`${draft.id}\u0000${draft.parentKey}`, draft]))
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, draft]) => draft)
}

function readRecord(form: RecordForm, item: unknown, path: Readonly<Record<string, string>>): RecordDraft {
  const payload = printExactly(item)
  const parentId = parentOf(form, item, path)
  return {
    id: idOf(form, item, { payload, path, parentId }),
    parentKey: form.keyedByParent === true ? (parentId ?? '') : '',
    parentId,
    name: nameOf(form, item),
    payload,
  }
}

/** Without an idField the record is the only one of its parent or of the workspace. An item that lacks its id is kept under the hash of its content. */
function idOf(
  form: RecordForm,
  item: unknown,
  known: { payload: string; path: Readonly<Record<string, string>>; parentId: string | null },
): string {
  if (form.idField === undefined) return known.parentId ?? known.path['workspaceId'] ?? form.collection
  const id = textAt(item, form.idField)
  if (id === undefined || id === '' || id.length > LONGEST_ID || keepable(id) !== id)
    return hashOf(known.payload)
  return id
}

function parentOf(form: RecordForm, item: unknown, path: Readonly<Record<string, string>>): string | null {
  const fromPath = form.parentParameter === undefined ? undefined : path[form.parentParameter]
  const parent = fromPath ?? (form.parentField === undefined ? undefined : textAt(item, form.parentField))
  return parent === undefined || parent === '' ? null : keepable(parent.slice(0, LONGEST_ID))
}

function nameOf(form: RecordForm, item: unknown): string | null {
  const name = form.nameField === undefined ? undefined : textAt(item, form.nameField)
  return name === undefined ? null : keepable(name.slice(0, LONGEST_NAME))
}

function hashOf(payload: string): string {
  return `sha256:${createHash('sha256').update(payload).digest('hex').slice(0, 32)}`
}

// PostgreSQL keeps no NUL in text, and UTF-8 no half of a surrogate pair: several ids would become one.
function keepable(text: string): string {
  return text.replaceAll(/[\0\p{Surrogate}]/gu, '')
}

/** Text or number at a dotted path; anything else is no id and no name. */
export function textAt(item: unknown, path: string): string | undefined {
  if (!isObject(item)) return undefined
  const value = fieldAt(item, path)
  if (typeof value === 'string') return withoutMark(value)
  return typeof value === 'number' ? String(value) : undefined
}
