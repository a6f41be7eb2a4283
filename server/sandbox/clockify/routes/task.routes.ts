import { queryFlag } from '../http/query.ts'
import {
  type JsonObject,
  oneOf,
  optionalFlag,
  optionalText,
  optionalTexts,
  readObject,
  requiredNumber,
  requiredText,
} from '../http/read-input.ts'
import { type ApiRequest, created, inWorkspace, ok, param, type Route } from '../http/route.ts'
import { matchesName, sortBy } from '../http/sorting.ts'
import { createTask, deleteTask, updateTask } from '../mutations/work.ts'
import type { Task } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { tasksOf } from '../state/state.ts'
import { taskView } from '../views/work.view.ts'
import type { World } from '../world.ts'
import { answerList } from './answer-list.ts'

function projectIdOf(world: World, request: ApiRequest): string {
  return requireRecord(world, world.state.projects, { id: param(request, 'projectId'), what: 'Project' }).id
}

/** A task of another project is as good as unknown. */
function requireTask(world: World, request: ApiRequest, name = 'taskId'): Task {
  const projectId = projectIdOf(world, request)
  const ofProject = new Map(tasksOf(world.state, projectId).map((task) => [task.id, task]))
  return requireRecord(world, ofProject, { id: param(request, name), what: 'Task' })
}

function readTask(body: JsonObject) {
  const status = optionalText(body, 'status')
  return {
    name: requiredText(body, 'name'),
    status: status === undefined ? ('ACTIVE' as const) : oneOf(status, ['ACTIVE', 'DONE'], 'status'),
    assigneeIds: optionalTexts(body, 'assigneeIds') ?? [],
    estimate: optionalText(body, 'estimate') ?? 'PT0S',
    billable: optionalFlag(body, 'billable') ?? false,
  }
}

function setRate(kind: 'hourlyRate' | 'costRate'): Route['handle'] {
  return (world, request) => {
    const amount = requiredNumber(readObject(request.body), 'amount')
    const { id } = requireTask(world, request, 'id')
    return ok(taskView(updateTask(world, id, { [kind]: { amount, currency: 'EUR' } })))
  }
}

export const taskRoutes: readonly Route[] = [
  inWorkspace('GET', '/projects/{projectId}/tasks', (world, request) => {
    const isActive = queryFlag(request.query, 'is-active')
    const tasks = tasksOf(world.state, projectIdOf(world, request)).filter(
      (task) =>
        matchesName(task.name, request.query) &&
        (isActive === undefined || (task.status === 'ACTIVE') === isActive),
    )
    const items = sortBy(tasks, request.query, { ID: (task) => task.id, NAME: (task) => task.name })
    return answerList(world, request, { items, view: taskView })
  }),
  inWorkspace('POST', '/projects/{projectId}/tasks', (world, request) => {
    const projectId = projectIdOf(world, request)
    return created(taskView(createTask(world, { ...readTask(readObject(request.body)), projectId })))
  }),
  inWorkspace('GET', '/projects/{projectId}/tasks/{taskId}', (world, request) =>
    ok(taskView(requireTask(world, request))),
  ),
  inWorkspace('PUT', '/projects/{projectId}/tasks/{taskId}', (world, request) => {
    const { id } = requireTask(world, request)
    return ok(taskView(updateTask(world, id, readTask(readObject(request.body)))))
  }),
  inWorkspace('DELETE', '/projects/{projectId}/tasks/{taskId}', (world, request) =>
    ok(taskView(deleteTask(world, requireTask(world, request).id))),
  ),
  inWorkspace('PUT', '/projects/{projectId}/tasks/{id}/hourly-rate', setRate('hourlyRate')),
  inWorkspace('PUT', '/projects/{projectId}/tasks/{id}/cost-rate', setRate('costRate')),
]
