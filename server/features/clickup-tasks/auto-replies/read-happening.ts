import { Type } from 'typebox'
import { hasShape } from '../../../shared/has-shape.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../platform/feature.ts'
import type { ReplyEvent } from './auto-reply.schemas.ts'

export const HEARD_EVENTS = ['taskCommentPosted', 'taskCreated']

/** Something that rules may answer, as far as its event tells. */
export interface Happening {
  readonly event: ReplyEvent
  /** Of each comment or creation its own. */
  readonly eventKey: string
  readonly taskId: string
  readonly at: Date
  readonly comment: HeardComment | undefined
}

interface HeardComment {
  readonly id: string
  readonly text: string
  readonly author: { readonly id: string; readonly name: string }
  /** An answer in the thread of another comment. */
  readonly isReply: boolean
}

const Id = Type.Union([Type.String({ minLength: 1 }), Type.Number()])
const Source = Type.Object({
  task_id: Type.String({ minLength: 1, maxLength: 200 }),
  history_items: Type.Array(Type.Object({ date: Type.Optional(Id) }), { minItems: 1 }),
})
const CommentItem = Type.Object({
  user: Type.Object({ id: Id, username: Type.Optional(Type.Union([Type.String(), Type.Null()])) }),
  comment: Type.Object({
    id: Id,
    text_content: Type.String(),
    type: Type.Optional(Type.Unknown()),
  }),
})
// Of comments in threads, as the fake ClickUp has it; no source tells the number.
const IN_THREAD = 2

/** Throws UnreadableEvent for a body of another shape. */
export function readHappening({ type, payload, receivedAt }: WebhookEvent): Happening {
  if (!hasShape(Source, payload)) throw unreadable(type)
  const { task_id: taskId, history_items: items } = payload
  const at = new Date(Number(items[0]?.date ?? receivedAt.getTime()))
  const when = Number.isNaN(at.getTime()) ? receivedAt : at
  if (type === 'taskCreated')
    return { event: 'task-created', eventKey: `created:${taskId}`, taskId, at: when, comment: undefined }
  const comment = commentOf(items)
  if (comment === undefined) throw unreadable(type)
  return { event: 'comment', eventKey: `comment:${comment.id}`, taskId, at: when, comment }
}

function commentOf(items: readonly unknown[]): HeardComment | undefined {
  const item = items.find((one) => hasShape(CommentItem, one))
  if (!hasShape(CommentItem, item)) return undefined
  const { user, comment } = item
  return {
    id: String(comment.id),
    text: comment.text_content.replaceAll('\0', ' '),
    author: { id: String(user.id), name: user.username ?? '' },
    isReply: comment.type === IN_THREAD,
  }
}

function unreadable(type: string): UnreadableEvent {
  return new UnreadableEvent(`the body of ${type} names no task, or no comment with its author and text`)
}
