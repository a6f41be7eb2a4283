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
}

/** The task without what lists do not carry, so that both ways of reading it give the same. */
export function taskToStore(source: ClickupTask): TaskToStore {
  const { attachments: _attachments, ...told } = source
  const json = JSON.stringify(told)
  return { source, json, hash: createHash('sha256').update(json).digest() }
}
