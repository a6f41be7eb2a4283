import { createRandom, type Random } from '../shared/random.ts'
import { comment } from './mutations/task-details.ts'
import { closeTask, createTask, updateTask } from './mutations/tasks.ts'
import { COMMENTS, TASK_NAMES } from './seed/names.ts'
import { listOf, statusesOf } from './state/look-up.ts'
import type { Task } from './state/model.ts'
import type { World } from './world.ts'

type Step = (world: World, random: Random, task: Task) => void

const changeStatus: Step = (world, random, task) => {
  const status = random.pick(statusesOf(world.state, listOf(world.state, task)))
  updateTask(world, task.id, { status: status.name })
}

const say: Step = (world, random, task) =>
  void comment(world, { taskId: task.id, text: random.pick(COMMENTS), userId: world.state.memberId })

const add: Step = (world, random, task) =>
  void createTask(world, { listId: task.listId, name: random.pick(TASK_NAMES) })

const close: Step = (world, _random, task) => void closeTask(world, task.id)

const STEPS: readonly Step[] = [changeStatus, changeStatus, say, say, add, close]

/** One small change of the Workspace, with the webhooks that it causes. */
export function liveStep(world: World, random: Random): void {
  const tasks = [...world.state.tasks.values()].filter(({ id }) => id !== world.state.foreign.taskId)
  if (tasks.length > 0) random.pick(STEPS)(world, random, random.pick(tasks))
}

export interface Life {
  stop(): void
}

/** Changes the Workspace again and again; its own random numbers leave those of the other mutations alone. */
export function startLife(world: World, everyMs: number): Life {
  const random = createRandom(world.options.seed + 1)
  const timer = setInterval(() => liveStep(world, random), everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
