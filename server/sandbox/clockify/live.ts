import { createTask } from './mutations/work.ts'
import {
  createTimeEntry,
  runningOf,
  startTimer,
  stopTimer,
  updateTimeEntry,
} from './mutations/time-entries.ts'
import { updateProject } from './mutations/work.ts'
import { createRandom, type Random } from '../shared/random.ts'
import { TASK_THINGS, TASK_VERBS } from './seed/names.ts'
import { entriesOf, tasksOf } from './state/state.ts'
import { nowMs, type World } from './world.ts'

type Step = (world: World, random: Random) => void

const toggleTimer: Step = (world, random) => {
  const userId = random.pick([...world.state.users.keys()])
  if (runningOf(world, userId)) stopTimer(world, { userId })
  else startTimer(world, { userId, description: 'Live work', ...somewhere(world, random) })
}

const editEntry: Step = (world, random) => {
  const entry = entriesOf(world.state, random.pick([...world.state.users.keys()]))[random.below(10)]
  if (!entry) return
  updateTimeEntry(world, entry.id, {
    description: `${entry.description.replace(/ \(edited.*$/, '')} (edited)`,
  })
}

const addEntry: Step = (world, random) => {
  const endMs = nowMs(world)
  const userId = random.pick([...world.state.users.keys()])
  createTimeEntry(world, {
    userId,
    startMs: endMs - 1_800_000,
    endMs,
    description: 'Added by hand',
    ...somewhere(world, random),
  })
}

const addTask: Step = (world, random) => {
  const projectId = random.pick([...world.state.projects.keys()])
  createTask(world, { projectId, name: `${random.pick(TASK_VERBS)} ${random.pick(TASK_THINGS)}` })
}

const noteProject: Step = (world, random) => {
  const id = random.pick([...world.state.projects.keys()])
  updateProject(world, id, { note: `Looked at on ${new Date(nowMs(world)).toISOString().slice(0, 10)}` })
}

function somewhere(world: World, random: Random): { projectId?: string; taskId?: string } {
  const projects = [...world.state.projects.values()].filter((project) => !project.archived)
  if (projects.length === 0) return {}
  const projectId = random.pick(projects).id
  const task = tasksOf(world.state, projectId)[0]
  return task ? { projectId, taskId: task.id } : { projectId }
}

// Timers most of all: they are what a workspace does all day.
const STEPS: readonly Step[] = [
  toggleTimer,
  toggleTimer,
  toggleTimer,
  editEntry,
  editEntry,
  addEntry,
  addTask,
  noteProject,
]

/** One small change of the workspace, with the webhooks that it causes. */
export function liveStep(world: World, random: Random): void {
  if (world.state.users.size === 0 || world.state.projects.size === 0) return
  random.pick(STEPS)(world, random)
}

export interface Life {
  stop(): void
}

/** Changes the workspace again and again; its own random numbers leave those of the other mutations alone. */
export function startLife(world: World, everyMs: number): Life {
  const random = createRandom(world.options.seed + 1)
  const timer = setInterval(() => liveStep(world, random), everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
