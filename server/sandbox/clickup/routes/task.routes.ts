import type { ApiRequest, Route } from '../http/route.ts'
import { noContent, ok, okEmpty, param } from '../http/route.ts'
import { isObject, readObject, textsIn } from '../http/read-input.ts'
import { moveTask, showInList } from '../mutations/places.ts'
import { addTag, createTask, deleteTask, mergeTasks, removeTag, updateTask } from '../mutations/tasks.ts'
import { canSee, requireList, requireTask, requireTeam, taskById } from '../state/access.ts'
import { listOf, spaceOf, statusesOf } from '../state/look-up.ts'
import type { List, Task } from '../state/model.ts'
import { tasksAt } from '../state/state.ts'
import { readFilters } from '../tasks/read-filters.ts'
import { selectPage } from '../tasks/select-tasks.ts'
import { fullTaskView, taskView } from '../views/task.view.ts'
import type { World } from '../world.ts'
import { membersOf } from './place.routes.ts'
import { readNewTask, readTaskUpdate } from './read-task.ts'

function answerTask(world: World, request: ApiRequest, task: Task) {
  const withMarkdown = request.query.get('include_markdown_description') === 'true'
  const withSubtasks = request.query.get('include_subtasks') === 'true'
  return ok(fullTaskView(world, task, { withMarkdown, withSubtasks }))
}

/** With those whose home is elsewhere, when asked. */
function tasksShownIn(world: World, list: List, withOthers: boolean): readonly Task[] {
  const own = [...tasksAt(world.state, list.id)]
  if (!withOthers) return own
  const others = [...world.state.tasks.values()].filter((task) => task.otherListIds.includes(list.id))
  return [...own, ...others]
}

const listing: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/list/{list_id}/task',
    handle: (world, request) => {
      const list = requireList(world, request, param(request, 'list_id'))
      const filters = readFilters(world, request.query)
      const page = selectPage(world, tasksShownIn(world, list, filters.withOtherLists), filters)
      const tasks = page.tasks.map((task) => taskView(world, task, filters))
      return ok({ tasks, last_page: page.isLast })
    },
  },
  {
    method: 'GET',
    path: '/v2/team/{team_Id}/task',
    handle: (world, request) => {
      const team = requireTeam(world, request, param(request, 'team_Id'))
      const filters = readFilters(world, request.query)
      const seen = [...world.state.tasks.values()].filter((task) => {
        const space = spaceOf(world.state, listOf(world.state, task))
        return space.teamId === team.id && canSee(world, request, space)
      })
      const page = selectPage(world, seen, filters)
      const tasks = page.tasks.map((task) => taskView(world, task, filters))
      return ok(world.quirks.teamTasksLastPage ? { tasks, last_page: page.isLast } : { tasks })
    },
  },
]

const basics: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/list/{list_id}/task',
    handle: (world, request) => {
      const list = requireList(world, request, param(request, 'list_id'))
      const task = createTask(world, { listId: list.id, ...readNewTask(request) })
      return ok(taskView(world, task, { withMarkdown: false }))
    },
  },
  {
    method: 'GET',
    path: '/v2/task/{task_id}',
    handle: (world, request) => answerTask(world, request, requireTask(world, request)),
  },
  {
    method: 'PUT',
    path: '/v2/task/{task_id}',
    handle: (world, request) => {
      const task = requireTask(world, request)
      return answerTask(world, request, updateTask(world, task.id, readTaskUpdate(world, request)))
    },
  },
  {
    method: 'DELETE',
    path: '/v2/task/{task_id}',
    handle: (world, request) => {
      deleteTask(world, requireTask(world, request).id)
      return noContent
    },
  },
  {
    method: 'GET',
    path: '/v2/task/{task_id}/member',
    handle: (world, request) => {
      const list = listOf(world.state, requireTask(world, request))
      return ok({ members: membersOf(world, list.spaceId) })
    },
  },
]

const tags: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/task/{task_id}/tag/{tag_name}',
    handle: (world, request) => {
      addTag(world, requireTask(world, request).id, param(request, 'tag_name'))
      return okEmpty
    },
  },
  {
    method: 'DELETE',
    path: '/v2/task/{task_id}/tag/{tag_name}',
    handle: (world, request) => {
      removeTag(world, requireTask(world, request).id, param(request, 'tag_name'))
      return okEmpty
    },
  },
]

const places: readonly Route[] = [
  {
    method: 'POST',
    path: '/v2/list/{list_id}/task/{task_id}',
    handle: (world, request) => showTask(world, request, true),
  },
  {
    method: 'DELETE',
    path: '/v2/list/{list_id}/task/{task_id}',
    handle: (world, request) => showTask(world, request, false),
  },
  {
    method: 'POST',
    path: '/v2/task/{task_id}/merge',
    handle: (world, request) => {
      const task = requireTask(world, request)
      const sources = textsIn(readObject(request.body), 'source_task_ids') ?? []
      mergeTasks(
        world,
        task.id,
        sources.map((id) => taskById(world, request, id).id),
      )
      return okEmpty
    },
  },
  {
    method: 'PUT',
    path: '/api/v3/workspaces/{workspace_id}/tasks/{task_id}/home_list/{list_id}',
    handle: (world, request) => {
      requireTeam(world, request, param(request, 'workspace_id'))
      const task = requireTask(world, request)
      const list = requireList(world, request, param(request, 'list_id'))
      moveTask(world, {
        taskId: task.id,
        listId: list.id,
        statusId: mappedStatus(world, request, { task, list }),
        userId: request.caller.userId,
      })
      return ok({ data: { task_id: task.id, new_list_id: list.id } })
    },
  },
]

function showTask(world: World, request: ApiRequest, isShown: boolean) {
  const list = requireList(world, request, param(request, 'list_id'))
  showInList(world, requireTask(world, request).id, { listId: list.id, isShown })
  return okEmpty
}

/** What the body maps the task's status to, if it is one of the new list's. */
function mappedStatus(
  world: World,
  request: ApiRequest,
  { task, list }: { readonly task: Task; readonly list: List },
): string | undefined {
  const { status_mappings: mappings } = readObject(request.body)
  const wanted = Array.isArray(mappings)
    ? mappings.filter(isObject).find((mapping) => mapping['source_status_id'] === task.statusId)
    : undefined
  return statusesOf(world.state, list).find(({ id }) => id === wanted?.['destination_status_id'])?.id
}

export const taskRoutes: readonly Route[] = [...listing, ...basics, ...tags, ...places]
