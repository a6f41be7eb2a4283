import { nextId } from '../state/ids.ts'
import { findIssue, findProject, mustHave, projectOf } from '../state/look-up.ts'
import type {
  Issue,
  IssueComment,
  IssueLink,
  Project,
  RemoteLink,
  RichText,
  Transition,
} from '../state/model.ts'
import { addIssue, removeIssue } from '../state/state.ts'
import type { World } from '../world.ts'

type Settable =
  | 'summary'
  | 'description'
  | 'assigneeId'
  | 'parentId'
  | 'labels'
  | 'dueDate'
  | 'resolution'
  | 'typeId'
  | 'statusId'

/** What may be set on an issue; custom fields by their id. */
export type IssueChange = Partial<Pick<Issue, Settable>> & { readonly custom?: ReadonlyMap<string, unknown> }

export type NewIssue = IssueChange & {
  readonly projectKey: string
  /** By name. */
  readonly type?: string
  readonly reporterId?: string
}

/** Without the checks of the API. */
export function createIssue(world: World, input: NewIssue): Issue {
  const { state, clock } = world
  const { projectKey, type = 'Task', reporterId, custom, ...change } = input
  const project = requireProject(world, projectKey)
  const now = clock.now()
  const issue: Issue = {
    id: nextId(state, 'issue'),
    key: nextKey(project),
    oldKeys: [],
    projectId: project.id,
    typeId: change.typeId ?? typeNamed(world, type),
    statusId: project.workflow.startId,
    summary: 'An issue',
    description: null,
    assigneeId: null,
    reporterId: reporterId ?? state.ownerId,
    parentId: null,
    labels: [],
    dueDate: null,
    resolution: null,
    ...change,
    createdAt: now,
    updatedAt: now,
    custom: new Map(custom),
    properties: new Map(),
    remoteLinks: [],
    comments: [],
  }
  addIssue(state, issue)
  return issue
}

function nextKey(project: Project): string {
  project.nextNumber += 1
  return `${project.key}-${project.nextNumber}`
}

function requireProject({ state }: World, key: string): Project {
  const project = findProject(state, key)
  if (project === undefined) throw new RangeError(`the sandbox has no project ${key}`)
  return project
}

function typeNamed({ state }: World, name: string): string {
  const found = [...state.issueTypes.values()].find((type) => type.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) throw new RangeError(`the sandbox has no issue type ${name}`)
  return found.id
}

export function requireIssueAt({ state }: World, idOrKey: string): Issue {
  const issue = findIssue(state, idOrKey)
  if (issue === undefined) throw new RangeError(`the sandbox has no issue ${idOrKey}`)
  return issue
}

export function editIssue(world: World, idOrKey: string, { custom, ...change }: IssueChange): Issue {
  const issue = requireIssueAt(world, idOrKey)
  Object.assign(issue, change, { updatedAt: world.clock.now() })
  for (const [id, value] of custom ?? []) issue.custom.set(id, value)
  return issue
}

export function renameIssue(world: World, idOrKey: string, summary: string): Issue {
  return editIssue(world, idOrKey, { summary })
}

/** Into another project: it answers under both keys from now on. */
export function moveIssue(world: World, idOrKey: string, projectKey: string): Issue {
  const issue = requireIssueAt(world, idOrKey)
  const project = requireProject(world, projectKey)
  issue.oldKeys.push(issue.key)
  issue.projectId = project.id
  issue.key = nextKey(project)
  issue.statusId = project.workflow.startId
  issue.updatedAt = world.clock.now()
  world.state.issueByKey.set(issue.key, issue)
  return issue
}

/** Its sub-tasks go with it; other children lose their parent. */
export function deleteIssue(world: World, idOrKey: string): Issue {
  const { state } = world
  const issue = requireIssueAt(world, idOrKey)
  for (const child of [...state.issues.values()].filter(({ parentId }) => parentId === issue.id)) {
    if (mustHave(state.issueTypes, child.typeId).hierarchyLevel < 0) deleteIssue(world, child.id)
    else child.parentId = null
  }
  removeIssue(state, issue)
  return issue
}

export function transitionsFrom(world: World, issue: Issue): readonly Transition[] {
  return projectOf(world.state, issue).workflow.transitions.filter(
    ({ from }) => from === 'any' || from.includes(issue.statusId),
  )
}

/** As a person does it on the board: to a status by its name, whatever the workflow says. */
export function setStatus(world: World, idOrKey: string, statusName: string): Issue {
  const status = [...world.state.statuses.values()].find(
    ({ name }) => name.toLowerCase() === statusName.toLowerCase(),
  )
  if (status === undefined) throw new RangeError(`the sandbox has no status ${statusName}`)
  return editIssue(world, idOrKey, { statusId: status.id })
}

export interface NewLink {
  /** By name. */
  readonly type: string
  readonly inward: string
  readonly outward: string
}

export function linkIssues(world: World, { type, inward, outward }: NewLink): IssueLink {
  const { state } = world
  const found = [...state.linkTypes.values()].find((one) => one.name === type)
  if (found === undefined) throw new RangeError(`the sandbox has no link type ${type}`)
  const link = {
    id: nextId(state, 'other'),
    typeId: found.id,
    inwardId: requireIssueAt(world, inward).id,
    outwardId: requireIssueAt(world, outward).id,
  }
  state.issueLinks.set(link.id, link)
  return link
}

export function commentOn(
  world: World,
  idOrKey: string,
  { body, userId }: { readonly body: RichText; readonly userId?: string | undefined },
): IssueComment {
  const issue = requireIssueAt(world, idOrKey)
  const authorId = userId ?? world.state.memberId
  const comment = { id: nextId(world.state, 'other'), authorId, body, createdAt: world.clock.now() }
  issue.comments.push(comment)
  return comment
}

export interface NewRemoteLink {
  readonly globalId?: string | undefined
  readonly application?: Readonly<Record<string, unknown>> | undefined
  readonly relationship?: string | undefined
  readonly object: Readonly<Record<string, unknown>>
}

/** The same global id is the same link: it is changed instead of made again. */
export function putRemoteLink(
  world: World,
  idOrKey: string,
  { globalId, application = {}, relationship, object }: NewRemoteLink,
): { readonly link: RemoteLink; readonly isNew: boolean } {
  const issue = requireIssueAt(world, idOrKey)
  const known = issue.remoteLinks.find((link) => globalId !== undefined && link.globalId === globalId)
  const values = { application, relationship, object }
  if (known !== undefined) return { link: Object.assign(known, values), isNew: false }
  const link = { id: Number(nextId(world.state, 'other')), globalId, ...values }
  issue.remoteLinks.push(link)
  return { link, isNew: true }
}
