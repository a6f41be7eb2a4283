import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { listOf, type Guard } from '../../../platform/http/index.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { clearTasks } from './forget-tasks.ts'
import { readTaskInFull } from './read-task.ts'
import { readFacets, searchTasks } from './search-tasks.ts'
import { TaskDetailView, TaskFacets, TaskParams, TaskQuery, TaskView } from './task.schemas.ts'
import { taskDetailView, taskView } from './task.view.ts'

interface TaskRouteDeps extends ClickupTaskDeps {
  readonly guard: Guard
}

const tags = ['clickup tasks']

export const taskRoutes: FastifyPluginAsyncTypebox<{ deps: TaskRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.get(
    '/api/clickup/tasks',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listClickupTasks',
        tags,
        summary: 'Search the stored tasks of the chosen list, newest update first',
        querystring: TaskQuery,
        response: { 200: listOf(TaskView) },
      },
    },
    async (request) => {
      const { items, nextCursor } = await searchTasks(deps, guard.scopeOf(request), request.query)
      return { items: items.map(taskView), nextCursor }
    },
  )

  app.get(
    '/api/clickup/tasks/facets',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'listClickupTaskFacets',
        tags,
        summary: 'Statuses, assignees and tags that occur in the stored tasks',
        response: { 200: TaskFacets },
      },
    },
    async (request) => readFacets(deps, guard.scopeOf(request)),
  )

  app.get(
    '/api/clickup/tasks/:taskId',
    {
      onRequest: guard.requires('reader'),
      schema: {
        operationId: 'getClickupTask',
        tags,
        summary: 'One stored task with its attachments and comments, fresh from ClickUp if they are old',
        params: TaskParams,
        response: { 200: TaskDetailView },
      },
    },
    async (request) => taskDetailView(await readTaskInFull(deps, guard.scopeOf(request), request.params)),
  )
}

export const taskCacheRoutes: FastifyPluginAsyncTypebox<{ deps: TaskRouteDeps }> = async (app, { deps }) => {
  const { guard } = deps

  app.delete(
    '/api/clickup/tasks',
    {
      onRequest: guard.requires('admin'),
      schema: {
        operationId: 'clearClickupTasks',
        tags,
        summary: 'Remove all stored tasks; the next sync reads the list from its beginning',
        response: { 204: Type.Null({ description: 'removed' }) },
      },
    },
    async (request, reply) => {
      await clearTasks(deps, guard.scopeOf(request))
      return reply.code(204).send(null)
    },
  )
}
