import { createIssue, linkIssues } from '../mutations/issues.ts'
import type { Field, Issue, Project, StatusCategory, Transition, Workflow } from '../state/model.ts'
import { EPIC_LINK } from '../views/issue.view.ts'
import { nameAt, type SeedContext } from './seed-context.ts'
import { PACKAGES, PHASES, TASKS } from './names.ts'

const STATUSES: readonly (readonly [string, string, StatusCategory])[] = [
  ['1', 'Backlog', 'new'],
  ['3', 'In Progress', 'indeterminate'],
  ['10001', 'Done', 'done'],
  ['10002', 'Waiting for approval', 'indeterminate'],
  ['10003', 'Closed', 'done'],
]

const TYPES: readonly (readonly [string, string, number])[] = [
  ['10000', 'Epic', 1],
  ['10001', 'Story', 0],
  ['10002', 'Task', 0],
  ['10003', 'Sub-task', -1],
  ['10010', 'Phase', 2],
  ['10011', 'Work Package', 1],
  ['10012', 'Work Container', 1],
  ['10013', 'Risk', 1],
  ['10014', 'Deviation', 1],
]

const LINK_TYPES: readonly (readonly [string, string, string, string])[] = [
  ['10100', 'Blocks', 'is blocked by', 'blocks'],
  ['10101', 'Relates', 'relates to', 'relates to'],
  ['10102', 'Project Children', 'is child of', 'is parent of'],
]

const TEXT = 'com.atlassian.jira.plugin.system.customfieldtypes:textfield'

const system = (id: string, name: string, type: string): Field => ({
  id,
  name,
  custom: undefined,
  type,
  clauses: [id],
  dialect: 'both',
})

const custom = (id: string, name: string, rest: Partial<Field> = {}): Field => ({
  id,
  name,
  custom: TEXT,
  type: 'string',
  clauses: [`cf[${id.replace('customfield_', '')}]`, name],
  dialect: 'both',
  ...rest,
})

const EPIC = 'com.pyxis.greenhopper.jira:gh-epic'

const FIELDS: readonly Field[] = [
  system('summary', 'Summary', 'string'),
  system('description', 'Description', 'string'),
  system('issuetype', 'Issue Type', 'issuetype'),
  system('project', 'Project', 'project'),
  system('status', 'Status', 'status'),
  system('assignee', 'Assignee', 'user'),
  system('duedate', 'Due date', 'date'),
  system('labels', 'Labels', 'array'),
  system('parent', 'Parent', 'issuelink'),
  system('resolution', 'Resolution', 'resolution'),
  custom('customfield_10207', 'Parent Work Package'),
  custom('customfield_10208', 'Cost Centre'),
  custom(EPIC_LINK, 'Epic Link', { custom: `${EPIC}-link`, type: 'any', dialect: 'data-center' }),
  custom('customfield_10102', 'Epic Name', { custom: `${EPIC}-label`, dialect: 'data-center' }),
]

const step = (
  id: string,
  name: string,
  rest: Partial<Transition> & { readonly toId: string },
): Transition => ({
  id,
  name,
  from: 'any',
  demands: [],
  ...rest,
})

/** From everywhere to everywhere. */
const OPEN: Workflow = {
  startId: '1',
  transitions: [
    step('11', 'Backlog', { toId: '1' }),
    step('21', 'Start', { toId: '3' }),
    step('31', 'Done', { toId: '10001' }),
  ],
}

/** One way only; closing asks for a resolution. Transitions are not named after their status. */
const STRICT: Workflow = {
  startId: '1',
  transitions: [
    step('41', 'Take', { from: ['1'], toId: '3' }),
    step('51', 'Ask for approval', { from: ['3'], toId: '10002' }),
    step('61', 'Approve and close', { from: ['10002'], toId: '10003', demands: ['resolution'] }),
    step('71', 'Back to the start', { from: ['10003'], toId: '1' }),
  ],
}

export function seedJira(context: SeedContext): void {
  const { state } = context.world
  for (const [id, name, category] of STATUSES) state.statuses.set(id, { id, name, category })
  for (const [id, name, hierarchyLevel] of TYPES) state.issueTypes.set(id, { id, name, hierarchyLevel })
  for (const [id, name, inward, outward] of LINK_TYPES) state.linkTypes.set(id, { id, name, inward, outward })
  for (const field of FIELDS) state.fields.set(field.id, field)
  addProject(context, { id: '10000', key: 'ENG', name: 'Engineering', workflow: OPEN })
  addProject(context, { id: '10001', key: 'OPS', name: 'Operations', workflow: STRICT })
  const secret = addProject(context, { id: '10002', key: 'SEC', name: 'Security', workflow: OPEN })
  seedIssues(context)
  createIssue(context.world, { projectKey: 'OPS', summary: 'Renew the certificate' })
  createIssue(context.world, { projectKey: 'SEC', summary: 'Not for everybody' })
  secret.seenBy = new Set()
}

type NewProject = Pick<Project, 'id' | 'key' | 'name' | 'workflow'>

function addProject({ world }: SeedContext, input: NewProject): Project {
  const { state } = world
  const project: Project = {
    ...input,
    leadId: state.ownerId,
    typeIds: [...state.issueTypes.keys()],
    screens: new Map(),
    required: new Map(),
    seenBy: null,
    assignable: null,
    nextNumber: 0,
  }
  state.projects.set(project.id, project)
  return project
}

/** Phases with work packages with tasks, joined by parent and by link. */
function seedIssues(context: SeedContext): void {
  const { size, world } = context
  for (let phase = 0; phase < size.phases; phase += 1) {
    const top = createIssue(world, { projectKey: 'ENG', type: 'Phase', summary: nameAt(PHASES, phase) })
    for (let index = 0; index < size.workPackages; index += 1)
      seedPackage(context, top, phase * size.workPackages + index)
  }
}

function seedPackage({ world, random, size }: SeedContext, top: Issue, index: number): void {
  const people = [...world.state.users.keys()]
  const work = createIssue(world, {
    projectKey: 'ENG',
    type: 'Work Package',
    summary: nameAt(PACKAGES, index),
    description: `What belongs to ${nameAt(PACKAGES, index)}.`,
    parentId: top.id,
    assigneeId: random.pick(people),
  })
  linkIssues(world, { type: 'Project Children', inward: top.id, outward: work.id })
  for (let task = 0; task < size.tasks; task += 1)
    createIssue(world, {
      projectKey: 'ENG',
      type: 'Task',
      summary: nameAt(TASKS, index * size.tasks + task),
      parentId: work.id,
      assigneeId: random.chance(0.5) ? random.pick(people) : null,
      labels: random.chance(0.3) ? ['site'] : [],
    })
}
