import { insertReply } from '../../../server/features/clickup-tasks/auto-replies/reply.store.ts'
import { saveRules } from '../../../server/features/clickup-tasks/auto-replies/rule.store.ts'
import { insertItems } from '../../../server/features/clickup-tasks/imports/import-item.store.ts'
import { endImport, insertImport } from '../../../server/features/clickup-tasks/imports/import.store.ts'
import { taskToStore } from '../../../server/features/clickup-tasks/tasks/stored-task.ts'
import { storeTasks } from '../../../server/features/clickup-tasks/tasks/task.store.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'

export const clickupTaskOf = (workspaceId: string): string => `task-of-${workspaceId}`

/** An import that is over, rules and a reply. Resolves to the import's id. */
export async function keepImports(
  db: Db,
  { workspaceId }: { readonly workspaceId: string },
): Promise<string> {
  const scope = systemScope(workspaceId, 'test')
  const [id, taskId, at] = [`import-of-${workspaceId}`, clickupTaskOf(workspaceId), new Date()]
  await inWorkspace(db, scope, async (tx) => {
    await storeTasks(tx, scope, { tasks: [taskToStore(aTask(taskId, at))], seenAt: at })
    const driven = { id, driver: `driver-of-${workspaceId}` }
    const times = { startedAt: at, nextStartAt: at, delayMs: 0 }
    const choices = { filter: 'all', accountId: null, vacancyId: null, includeComments: true }
    const texts = { choices: JSON.stringify(choices), requestedBy: '{}' }
    await insertImport(tx, scope, { ...driven, ...times, ...texts, listId: 'l1', target: 'cache' })
    const item = { taskId, name: 'a task', error: null }
    await insertItems(tx, scope, { importId: id, items: [item], at })
    await endImport(tx, scope, { ...driven, status: 'completed', errorMessage: null, finishedAt: at })
    await saveRules(tx, scope, { rules: '[]', updatedAt: at })
    await insertReply(tx, scope, aReply(`reply-of-${workspaceId}`, taskId))
  })
  return id
}

export function aReply(id: string, taskId: string): Parameters<typeof insertReply>[2] {
  return {
    id,
    eventKey: `comment:${id}`,
    taskId,
    commentId: id,
    ruleId: 'r1',
    ruleName: 'a rule',
    text: 'a reply',
    replyIn: 'thread',
    status: 'sent',
    error: null,
    oncePerTask: false,
    createdAt: new Date(),
  }
}

function aTask(id: string, at: Date): Parameters<typeof taskToStore>[0] {
  const times = { createdAt: at, updatedAt: at, closedAt: null, dueAt: null, startAt: null }
  const places = { teamId: null, spaceId: null, folderId: null, listId: 'l1', parentId: null }
  const lists = { assignees: [], tags: [], fields: [], attachments: undefined }
  const status = { name: 'open', type: 'open', color: null }
  const words = { name: 'a task', description: '', customId: null, priority: null, creator: null }
  return { id, status, archived: false, url: '', ...words, ...times, ...places, ...lists }
}
