import { userOf } from '../state/look-up.ts'
import type { Comment, CommentPart } from '../state/model.ts'
import type { ClickUpState } from '../state/state.ts'
import { instantText } from './instants.ts'
import { personView } from './user.view.ts'

export function textOf(parts: readonly CommentPart[]): string {
  return parts.map((part) => part.text ?? '').join('')
}

/** Parts always have a text and attributes when they are read. */
function partView(state: ClickUpState, part: CommentPart): object {
  const user = part.user === undefined ? undefined : state.users.get(part.user.id)
  if (user !== undefined) {
    return { type: 'tag', text: `@${user.username ?? user.email}`, user: personView(user) }
  }
  return { text: part.text ?? '', ...(part.attributes === undefined ? {} : { attributes: part.attributes }) }
}

export function commentView(state: ClickUpState, comment: Comment) {
  const author = personView(userOf(state, comment.userId))
  const assignee = comment.assigneeId === null ? null : personView(userOf(state, comment.assigneeId))
  return {
    id: comment.id,
    comment: comment.parts.map((part) => partView(state, part)),
    comment_text: textOf(comment.parts),
    user: author,
    resolved: comment.resolved,
    assignee,
    assigned_by: assignee === null ? null : author,
    reactions: [],
    date: instantText(comment.madeMs),
    reply_count: String(repliesTo(state, comment).length),
  }
}

export function repliesTo(state: ClickUpState, comment: Comment): readonly Comment[] {
  return (state.commentsByTask.get(comment.taskId) ?? []).filter((other) => other.parentId === comment.id)
}

/** As a webhook's history item carries it: with a line end that the API does not show. */
export function commentInWebhookView(state: ClickUpState, comment: Comment) {
  const parts = comment.parts.map((part) => partView(state, part))
  return {
    id: comment.id,
    date: instantText(comment.madeMs),
    parent: comment.taskId,
    type: comment.parentId === null ? 1 : 2,
    comment: [...parts, { text: '\n', attributes: {} }],
    text_content: `${textOf(comment.parts)}\n`,
    x: null,
    y: null,
    image_y: null,
    image_x: null,
    page: null,
    comment_number: null,
    page_id: null,
    page_name: null,
    view_id: null,
    view_name: null,
    team: null,
    user: personView(userOf(state, comment.userId)),
    new_thread_count: 0,
    new_mentioned_thread_count: 0,
    email_attachments: [],
    threaded_users: [],
    threaded_replies: 0,
    threaded_assignees: 0,
    threaded_assignees_members: [],
    threaded_unresolved_count: 0,
    thread_followers: [],
    group_thread_followers: [],
    reactions: [],
    emails: [],
  }
}
