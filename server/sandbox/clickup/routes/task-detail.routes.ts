import { isUpload } from '../../shared/http/bodies.ts'
import { badInput } from '../http/api-error.ts'
import { flagIn, isObject, numberIn, readObject, textIn } from '../http/read-input.ts'
import { type ApiRequest, ok, okEmpty, param, type Route } from '../http/route.ts'
import { attach, comment, deleteComment, editComment, setField } from '../mutations/task-details.ts'
import { requireComment, requireTask } from '../state/access.ts'
import type { Comment, CommentPart } from '../state/model.ts'
import { uploadView } from '../views/attachment.view.ts'
import { commentView, repliesTo } from '../views/comment.view.ts'
import type { World } from '../world.ts'

const COMMENTS_PER_CALL = 25

/** Newest first; `start` and `start_id` together name the last one that was seen. */
function pageOfComments(world: World, request: ApiRequest, taskId: string): readonly Comment[] {
  const all = (world.state.commentsByTask.get(taskId) ?? [])
    .filter(({ parentId }) => parentId === null)
    .sort((a, b) => b.madeMs - a.madeMs || (a.id < b.id ? 1 : -1))
  const [start, startId] = [request.query.get('start'), request.query.get('start_id')]
  if (start === null || startId === null) return all.slice(0, COMMENTS_PER_CALL)
  const place = all.findIndex(({ id }) => id === startId)
  const older = place === -1 ? all.filter(({ madeMs }) => madeMs < Number(start)) : all.slice(place + 1)
  return older.slice(0, COMMENTS_PER_CALL)
}

/** Rich parts win over `comment_text`; they are kept as they come, and read part by part. */
function readComment(request: ApiRequest) {
  const body = readObject(request.body)
  const parts = Array.isArray(body['comment'])
    ? (body['comment'].filter(isObject) as CommentPart[])
    : undefined
  const text = textIn(body, 'comment_text')
  if (parts === undefined && (text ?? '') === '') throw badInput('Comment text invalid', 'INPUT_005')
  return { parts, text, assigneeId: numberIn(body, 'assignee'), userId: request.caller.userId }
}

const comments: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/task/{task_id}/comment',
    handle: (world, request) => {
      const found = pageOfComments(world, request, requireTask(world, request).id)
      return ok({ comments: found.map((one) => commentView(world.state, one)) })
    },
  },
  {
    method: 'POST',
    path: '/v2/task/{task_id}/comment',
    handle: (world, request) => {
      const made = comment(world, { taskId: requireTask(world, request).id, ...readComment(request) })
      const id = world.quirks.numericCommentId ? Number(made.id) : made.id
      return ok({ id, hist_id: made.historyId, date: made.madeMs })
    },
  },
  {
    method: 'PUT',
    path: '/v2/comment/{comment_id}',
    handle: (world, request) => {
      const found = requireComment(world, request)
      const body = readObject(request.body)
      const text = textIn(body, 'comment_text')
      if (text !== undefined) editComment(world, found.id, text)
      found.assigneeId = numberIn(body, 'assignee') ?? found.assigneeId
      found.resolved = flagIn(body, 'resolved') ?? found.resolved
      return okEmpty
    },
  },
  {
    method: 'DELETE',
    path: '/v2/comment/{comment_id}',
    handle: (world, request) => {
      deleteComment(world, requireComment(world, request).id)
      return okEmpty
    },
  },
]

const replies: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/comment/{comment_id}/reply',
    handle: (world, request) => {
      const found = repliesTo(world.state, requireComment(world, request))
      return ok({ comments: found.map((one) => commentView(world.state, one)) })
    },
  },
  {
    method: 'POST',
    path: '/v2/comment/{comment_id}/reply',
    handle: (world, request) => {
      const parent = requireComment(world, request)
      comment(world, { taskId: parent.taskId, parentId: parent.id, ...readComment(request) })
      return okEmpty
    },
  },
]

const fields: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/task/{task_id}/field/{field_id}',
    handle: (world, request) => {
      const { value } = readObject(request.body)
      if (value === undefined) throw badInput('Value is missing', 'FIELD_375')
      return changeField(world, request, value)
    },
  },
  {
    method: 'DELETE',
    path: '/v2/task/{task_id}/field/{field_id}',
    handle: (world, request) => changeField(world, request, undefined),
  },
]

function changeField(world: World, request: ApiRequest, value: unknown) {
  const { id: taskId } = requireTask(world, request)
  setField(world, { taskId, fieldId: param(request, 'field_id'), value, userId: request.caller.userId })
  return okEmpty
}

const files: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/task/{task_id}/attachment',
    handle: (world, request) => {
      const task = requireTask(world, request)
      const found = isUpload(request.body)
        ? request.body.files.filter(({ field }) => /^attachment(\[\d+\])?$/.test(field))
        : []
      const [first] = found.map((file) =>
        attach(world, { ...file, taskId: task.id, userId: request.caller.userId }),
      )
      if (first === undefined) throw badInput('Attachment is missing', 'ATTCH_045')
      return ok(uploadView(world, first))
    },
  },
]

export const taskDetailRoutes: readonly Route[] = [...comments, ...replies, ...fields, ...files]
