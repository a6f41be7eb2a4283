import { addTask } from '../state/state.ts'
import type { Project } from '../state/model.ts'
import {
  CLIENT_FIRST,
  CLIENT_SECOND,
  COLORS,
  FIELD_NAMES,
  PROJECT_WHAT,
  PROJECT_WHEN,
  TAG_NAMES,
  TASK_THINGS,
  TASK_VERBS,
} from './names.ts'
import { nameAt, pastId, type SeedContext, times } from './seed-context.ts'

export function seedWork(context: SeedContext): void {
  seedClients(context)
  seedTags(context)
  seedCustomFields(context)
  seedProjects(context)
  seedTasks(context)
}

function seedClients(context: SeedContext): void {
  for (const index of times(context.size.clients)) {
    const id = pastId(context, 800 - (index % 700))
    const second = CLIENT_SECOND[Math.floor(index / CLIENT_FIRST.length) % CLIENT_SECOND.length] ?? ''
    const name = `${CLIENT_FIRST[index % CLIENT_FIRST.length] ?? ''} ${second}`
    const round = Math.floor(index / (CLIENT_FIRST.length * CLIENT_SECOND.length))
    context.state.clients.set(id, {
      id,
      name: round === 0 ? name : `${name} ${round + 1}`,
      archived: index % 11 === 10,
      email: index % 3 === 0 ? `office${index}@client.example` : null,
      address: index % 2 === 0 ? `${index + 1} Quay Street` : null,
      note: null,
    })
  }
}

function seedTags(context: SeedContext): void {
  for (const index of times(context.size.tags)) {
    const id = pastId(context, 700 - (index % 600))
    context.state.tags.set(id, { id, name: nameAt(TAG_NAMES, index), archived: index % 9 === 8 })
  }
}

function seedCustomFields(context: SeedContext): void {
  const types = ['TXT', 'NUMBER', 'DROPDOWN_SINGLE', 'CHECKBOX', 'LINK'] as const
  for (const index of times(context.size.customFields)) {
    const id = pastId(context, 600 - index)
    const type = types[index % types.length] ?? 'TXT'
    context.state.customFields.set(id, {
      id,
      name: nameAt(FIELD_NAMES, index),
      type,
      entityType: index % 4 === 3 ? 'USER' : 'TIMEENTRY',
      status: 'VISIBLE',
      allowedValues: type === 'DROPDOWN_SINGLE' ? ['North', 'South', 'Remote'] : [],
      required: false,
    })
  }
}

function seedProjects(context: SeedContext): void {
  const clientIds = [...context.state.clients.keys()]
  const userIds = [...context.state.users.keys()]
  for (const index of times(context.size.projects)) {
    const id = pastId(context, 500 - (index % 450))
    const clientId = index % 8 === 7 ? undefined : clientIds[index % Math.max(1, clientIds.length)]
    context.state.projects.set(id, makeProject(context, { id, index, clientId: clientId ?? null, userIds }))
  }
}

interface ProjectSeed {
  readonly id: string
  readonly index: number
  readonly clientId: string | null
  readonly userIds: readonly string[]
}

function makeProject(context: SeedContext, seed: ProjectSeed): Project {
  const { index, userIds } = seed
  const what = nameAt(PROJECT_WHAT, Math.floor(index / PROJECT_WHEN.length))
  return {
    id: seed.id,
    name: `${what}: ${PROJECT_WHEN[index % PROJECT_WHEN.length] ?? ''}`,
    clientId: seed.clientId,
    color: COLORS[index % COLORS.length] ?? '#03A9F4',
    note: index % 5 === 0 ? 'Invoiced at the end of the month.' : '',
    billable: index % 3 !== 2,
    archived: index % 10 === 9,
    isPublic: index % 2 === 0,
    isTemplate: index % 40 === 39,
    hourlyRate: index % 3 === 0 ? { amount: 7500, currency: 'EUR' } : null,
    costRate: null,
    estimate: `PT${20 + (index % 12) * 10}H`,
    memberIds: times(Math.min(5, userIds.length)).map(
      (place) => userIds[(index + place * 3) % userIds.length] ?? '',
    ),
    fieldDefaults: {},
  }
}

function seedTasks(context: SeedContext): void {
  const projects = [...context.state.projects.values()]
  if (projects.length === 0) return
  for (const index of times(context.size.tasks)) {
    const project = projects[index % projects.length]
    if (!project) continue
    const place = Math.floor(index / projects.length)
    const verb = TASK_VERBS[(place + index) % TASK_VERBS.length] ?? ''
    addTask(context.state, {
      id: pastId(context, 300 - (index % 280)),
      projectId: project.id,
      name: `${verb} ${nameAt(TASK_THINGS, place)}`,
      status: index % 6 === 5 ? 'DONE' : 'ACTIVE',
      assigneeIds: project.memberIds.slice(0, 1 + (index % 2)),
      estimate: `PT${1 + (index % 16)}H`,
      billable: project.billable,
      hourlyRate: null,
      costRate: null,
    })
  }
}
