import { Type, type Static } from 'typebox'
import { askClickup, path, type ClickupSender } from './ask-clickup.ts'
import { instantOf, personOf, PersonSource, type ClickupPerson } from './clickup-task.ts'

export interface ClickupComment {
  readonly id: string
  /** Plain text. */
  readonly text: string
  readonly author: ClickupPerson
  readonly writtenAt: Date
  readonly resolved: boolean
  readonly replies: number
}

export interface ClickupComments {
  /** Newest first, at most so many; answers in threads are not among them. */
  comments(taskId: string, most: number): Promise<readonly ClickupComment[]>
  /** As the connected user, without notifying everybody; gives the comment's id. */
  addComment(taskId: string, text: string): Promise<string>
  /** Into the thread of a comment. */
  replyToComment(commentId: string, text: string): Promise<void>
}

const Id = Type.Union([Type.String(), Type.Number()])
const Comment = Type.Object({
  id: Id,
  comment_text: Type.String(),
  user: PersonSource,
  resolved: Type.Optional(Type.Boolean()),
  date: Id,
  reply_count: Type.Optional(Id),
})
const Comments = Type.Object({ comments: Type.Array(Comment) })
const PAGE_SIZE = 25

export function clickupComments(sender: ClickupSender): ClickupComments {
  return {
    comments: async (taskId, most) => {
      const found: Static<typeof Comment>[] = []
      for (;;) {
        const last = found.at(-1)
        const { comments } = await askClickup(sender, Comments, {
          method: 'GET',
          path: path`/task/${taskId}/comment`,
          // The next page begins behind the last comment, which both its time and its id name.
          ...(last === undefined
            ? {}
            : { query: new URLSearchParams({ start: String(last.date), start_id: String(last.id) }) }),
        })
        const fresh = comments.filter(({ id }) => !found.some((one) => String(one.id) === String(id)))
        found.push(...fresh)
        // A page that repeats itself would go on for ever.
        if (comments.length < PAGE_SIZE || fresh.length === 0 || found.length >= most) break
      }
      return found.slice(0, most).map(commentOf)
    },
    addComment: async (taskId, text) => {
      const { id } = await askClickup(sender, Type.Object({ id: Id }), {
        method: 'POST',
        path: path`/task/${taskId}/comment`,
        body: { comment_text: text, notify_all: false },
      })
      return String(id)
    },
    replyToComment: async (commentId, text) => {
      await askClickup(sender, Type.Unknown(), {
        method: 'POST',
        path: path`/comment/${commentId}/reply`,
        body: { comment_text: text, notify_all: false },
      })
    },
  }
}

function commentOf(source: Static<typeof Comment>): ClickupComment {
  return {
    id: String(source.id),
    text: source.comment_text,
    author: personOf(source.user),
    writtenAt: instantOf(source.date) ?? new Date(0),
    resolved: source.resolved ?? false,
    replies: Number(source.reply_count ?? 0) || 0,
  }
}
