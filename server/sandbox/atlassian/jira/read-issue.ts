import { badFields, badRequest } from '../http/api-error.ts'
import { idText, isObject, type JsonObject, objectIn, readObject } from '../http/read-input.ts'
import type { ApiRequest } from '../http/route.ts'
import type { IssueChange, NewIssue } from '../mutations/issues.ts'
import { seesProject } from '../state/access.ts'
import { findProject, projectOf, typeOf } from '../state/look-up.ts'
import type { Dialect, Issue, IssueType, Project } from '../state/model.ts'
import type { World } from '../world.ts'
import { type FieldPlace, readField } from './field-values.ts'

/** Of the body `{fields, update?}`; every complaint is by field in one 400. */
export function readNewIssue(world: World, request: ApiRequest, body: unknown): NewIssue {
  const fields = objectIn(readObject(body), 'fields') ?? {}
  const place = readPlace(world, request, fields)
  const { project, type } = place
  const complaints: Record<string, string> = {}
  const change = readFields(place, fields, complaints)
  for (const id of requiredIn(project, type)) {
    const value = fields[id] ?? undefined
    if (value === undefined) complaints[id] ??= requiredText(world, id)
  }
  if (Object.keys(complaints).length > 0) throw badFields(complaints)
  const automatic = world.quirks.automaticAssignee ? project.leadId : null
  // Who gives null is given the project's own choice all the same.
  const assigneeId = change.assigneeId ?? automatic
  const reporterId = request.caller.accountId ?? world.state.ownerId
  return { ...change, assigneeId, projectKey: project.key, typeId: type.id, reporterId }
}

/** Of `{fields?, update?}` for an issue that is there. */
export function readChange(
  world: World,
  { dialect, body }: Pick<ApiRequest, 'dialect' | 'body'>,
  issue: Issue,
): IssueChange {
  const input = readObject(body)
  const project = projectOf(world.state, issue)
  const place: FieldPlace = { world, dialect, project, type: typeOf(world.state, issue) }
  const complaints: Record<string, string> = {}
  const change = readFields(place, objectIn(input, 'fields') ?? {}, complaints)
  const updated = readUpdates(issue, objectIn(input, 'update') ?? {}, complaints)
  if (Object.keys(complaints).length > 0) throw badFields(complaints)
  return { ...change, ...updated }
}

function requiredIn({ required }: Project, type: IssueType): readonly string[] {
  const parent = type.hierarchyLevel < 0 ? ['parent'] : []
  return ['summary', ...parent, ...(required.get(type.id) ?? [])]
}

function requiredText({ state }: World, id: string): string {
  if (id === 'summary') return 'You must specify a summary of the issue.'
  if (id === 'parent') return 'Issue type is a sub-task but parent issue key or id not specified.'
  return `${state.fields.get(id)?.name ?? id} is required.`
}

function readPlace(world: World, { dialect, caller }: ApiRequest, fields: JsonObject): FieldPlace {
  const given = isObject(fields['project']) ? fields['project'] : {}
  const project = findProject(world.state, idText(given['key'] ?? given['id']))
  if (project === undefined || !seesProject(project, caller.accountId))
    throw badFields({
      project: dialect === 'cloud' ? 'Specify a valid project ID or key' : 'project is required',
    })
  const type = typeIn(world, project, fields['issuetype'])
  return { world, dialect, project, type }
}

function typeIn({ state }: World, { typeIds }: Project, value: unknown): IssueType {
  if (!isObject(value)) throw badFields({ issuetype: 'Specify an issue type' })
  const [id, name] = [value['id'], value['name']]
  const found = typeIds
    .map((typeId) => state.issueTypes.get(typeId))
    .find((type) =>
      id === undefined ? type?.name.toLowerCase() === idText(name).toLowerCase() : type?.id === idText(id),
    )
  if (found === undefined) throw badFields({ issuetype: 'The issue type selected is invalid.' })
  return found
}

const PLACING = ['project', 'issuetype']

function readFields(place: FieldPlace, fields: JsonObject, complaints: Record<string, string>): IssueChange {
  let change: IssueChange = {}
  for (const [id, value] of Object.entries(fields)) {
    if (PLACING.includes(id)) continue
    const field = shownField(place, id)
    const read = field === undefined ? notOnScreen(id) : readField(place, field, value)
    if (typeof read === 'string') complaints[id] = read
    else change = merged(change, read)
  }
  return change
}

function merged(one: IssueChange, other: IssueChange): IssueChange {
  return { ...one, ...other, custom: new Map([...(one.custom ?? []), ...(other.custom ?? [])]) }
}

/** On the screen of the type, and known to the dialect. */
function shownField({ world, dialect, project, type }: FieldPlace, id: string) {
  const field = world.state.fields.get(id)
  const isKnown = field !== undefined && isOf(field.dialect, dialect)
  return isKnown && (project.screens.get(type.id)?.has(id) ?? true) ? field : undefined
}

function isOf(kind: Dialect | 'both', dialect: Dialect): boolean {
  return kind === 'both' || kind === dialect
}

function notOnScreen(id: string): string {
  return `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`
}

/** Only labels are changed in this way here. */
function readUpdates(issue: Issue, update: JsonObject, complaints: Record<string, string>): IssueChange {
  const { labels: operations, ...others } = update
  for (const id of Object.keys(others)) complaints[id] = notOnScreen(id)
  if (operations === undefined) return {}
  if (!Array.isArray(operations)) throw badRequest("'update.labels' must be an array of operations")
  let labels = [...issue.labels]
  for (const operation of operations.filter(isObject)) {
    if (Array.isArray(operation['set'])) labels = operation['set'].map(String)
    if (typeof operation['add'] === 'string') labels = [...new Set([...labels, operation['add']])]
    if (typeof operation['remove'] === 'string') labels = labels.filter((one) => one !== operation['remove'])
  }
  return { labels }
}
