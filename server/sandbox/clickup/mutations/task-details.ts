import { extname } from 'node:path'

import { storedValue } from '../fields/set-value.ts'
import { badInput } from '../http/api-error.ts'
import { makeHistoryId, makePlaceId, makeUuid } from '../state/ids.ts'
import { fieldsOf, listOf, mustHave } from '../state/look-up.ts'
import type { Attachment, Comment, CommentPart, Field, Task } from '../state/model.ts'
import { addComment, removeComment } from '../state/state.ts'
import { commentInWebhookView } from '../views/comment.view.ts'
import { fieldInWebhookView } from '../views/field.view.ts'
import { emitChange, emitTask } from '../webhooks/emit.ts'
import { historyItem } from '../webhooks/history.ts'
import { nowMs, type World } from '../world.ts'
import { touch } from './task-changes.ts'

interface FieldSetting {
  readonly taskId: string
  readonly fieldId: string
  /** undefined clears it. */
  readonly value?: unknown
  readonly userId?: number | undefined
}

export function setField(world: World, setting: FieldSetting): Task {
  const task = mustHave(world.state.tasks, setting.taskId)
  const field = fieldOn(world, task, setting.fieldId)
  const before = task.values.get(field.id)
  if (setting.value === undefined) task.values.delete(field.id)
  else task.values.set(field.id, storedValue({ world, task, field, value: setting.value }))
  touch(world, task)
  const item = historyItem(world, {
    field: 'custom_field',
    parentId: task.listId,
    userId: setting.userId ?? world.state.ownerId,
    before: before ?? null,
    after: task.values.get(field.id) ?? null,
    extra: { custom_field: fieldInWebhookView(world, field.id) },
  })
  emitChange(world, undefined, { task, item })
  return task
}

function fieldOn(world: World, task: Task, fieldId: string): Field {
  const field = fieldsOf(world.state, listOf(world.state, task)).find(({ id }) => id === fieldId)
  if (field === undefined) throw badInput('Custom field not found', 'FIELD_006')
  return field
}

interface NewComment {
  readonly taskId: string
  readonly text?: string | undefined
  readonly parts?: readonly CommentPart[] | undefined
  /** Answers that comment. */
  readonly parentId?: string | undefined
  readonly assigneeId?: number | undefined
  readonly userId?: number | undefined
}

export function comment(world: World, input: NewComment): Comment {
  const made: Comment = {
    id: makePlaceId(world.random),
    historyId: makeHistoryId(world.random),
    taskId: input.taskId,
    parentId: input.parentId ?? null,
    parts: input.parts ?? [{ text: input.text ?? '' }],
    userId: input.userId ?? world.state.ownerId,
    assigneeId: input.assigneeId ?? null,
    resolved: false,
    madeMs: nowMs(world),
  }
  const task = mustHave(world.state.tasks, made.taskId)
  addComment(world.state, made)
  if (world.quirks.commentTouchesTask) touch(world, task)
  const item = commentItem(world, task, made)
  emitChange(world, 'taskCommentPosted', { task, item })
  return made
}

/** The history item of the first posting comes again. */
export function editComment(world: World, id: string, text: string): Comment {
  const edited = mustHave(world.state.comments, id)
  edited.parts = [{ text }]
  const task = mustHave(world.state.tasks, edited.taskId)
  if (world.quirks.commentTouchesTask) touch(world, task)
  emitTask(world, 'taskCommentUpdated', { task, items: [commentItem(world, task, edited)] })
  return edited
}

function commentItem(world: World, task: Task, made: Comment) {
  return historyItem(world, {
    id: made.historyId,
    field: 'comment',
    parentId: task.listId,
    userId: made.userId,
    before: null,
    after: made.id,
    extra: { comment: commentInWebhookView(world.state, made) },
  })
}

export function deleteComment(world: World, id: string): Comment {
  const removed = mustHave(world.state.comments, id)
  removeComment(world.state, removed)
  return removed
}

interface TrackedTime {
  readonly taskId: string
  readonly ms: number
  readonly description?: string | undefined
  readonly userId?: number | undefined
}

export function trackTime(world: World, tracked: TrackedTime): Task {
  const task = mustHave(world.state.tasks, tracked.taskId)
  const before = task.timeSpentMs
  task.timeSpentMs += tracked.ms
  touch(world, task)
  const item = historyItem(world, {
    field: 'time_spent',
    parentId: task.listId,
    userId: tracked.userId ?? world.state.ownerId,
    before: { time: before },
    after: { time: task.timeSpentMs },
    data: { total_time: String(task.timeSpentMs) },
  })
  const data = { description: tracked.description ?? '', interval_id: makePlaceId(world.random) }
  emitTask(world, 'taskTimeTrackedUpdated', { task, items: [item], data })
  emitTask(world, 'taskUpdated', { task, items: [item] })
  return task
}

export interface NewAttachment {
  readonly taskId: string
  readonly title: string
  readonly content: Buffer
  readonly mimeType?: string | undefined
  /** Larger than the content: it is sent again and again until this is reached. */
  readonly size?: number | undefined
  /** An address elsewhere that the task names instead of the sandbox's own. */
  readonly foreignUrl?: string | undefined
  readonly userId?: number | undefined
}

/** Sends no webhook. */
export function attach(world: World, input: NewAttachment): Attachment {
  const extension = extname(input.title).slice(1).toLowerCase()
  const attachment: Attachment = {
    id: `${makeUuid(world.random)}.${extension === '' ? 'bin' : extension}`,
    title: input.title,
    extension,
    mimeType: input.mimeType ?? 'application/octet-stream',
    size: input.size ?? input.content.length,
    content: input.content,
    addedMs: nowMs(world),
    userId: input.userId ?? world.state.ownerId,
    foreignUrl: input.foreignUrl ?? null,
  }
  const task = mustHave(world.state.tasks, input.taskId)
  task.attachments.push(attachment)
  if (world.quirks.attachmentTouchesTask) touch(world, task)
  return attachment
}
