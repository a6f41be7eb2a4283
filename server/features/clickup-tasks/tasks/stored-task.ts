import { createHash } from 'node:crypto'
import type { ClickupAttachment, ClickupComment, ClickupTask } from '../../../connectors/clickup/index.ts'

/** What lists of tasks tell, as it is kept: instants as ISO texts. */
export type StoredTask = Jsonified<Omit<ClickupTask, 'attachments'>>

/** What only a task read alone tells. */
export interface TaskDetails {
  readonly attachments: readonly Jsonified<ClickupAttachment>[]
  /** Newest first. */
  readonly comments: readonly Jsonified<ClickupComment>[]
}

/** A value after a trip through JSON. */
type Jsonified<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? readonly Jsonified<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Jsonified<Value[Key]> }
      : Value

export interface TaskToStore {
  readonly source: ClickupTask
  readonly json: string
  readonly hash: Buffer
  /** In lower case: what searches look through. */
  readonly searchText: string
}

/** The task without what lists do not carry, so that both ways of reading it give the same. */
export function taskToStore(source: ClickupTask): TaskToStore {
  const { attachments: _attachments, ...told } = source
  const json = JSON.stringify(told)
  const hash = createHash('sha256').update(json).digest()
  return { source, json, hash, searchText: searchTextOf(source) }
}

function searchTextOf({ id, customId, name, description, fields }: ClickupTask): string {
  const texts = [name, id, customId, ...fields.map(({ text }) => text), description]
  return keyOf(texts.filter((text) => text !== null && text !== '').join('\n'))
}

/** The form in which texts are equal whatever their case. */
export function keyOf(text: string): string {
  return storable(text.toLowerCase())
}

/** PostgreSQL keeps no NUL. */
export function storable(text: string): string {
  return text.replaceAll('\0', '')
}
