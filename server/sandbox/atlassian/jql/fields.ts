import { badRequest } from '../http/api-error.ts'
import { idText } from '../http/read-input.ts'
import { seesProject } from '../state/access.ts'
import { findIssue, findProject, mustHave, projectOf, statusOf, typeOf } from '../state/look-up.ts'
import type { Issue } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Operand } from './parse.ts'

export interface Looking {
  readonly world: World
  readonly accountId: string | undefined
}

/** How a clause's field is read: what an issue has there, in small letters, and what a value means. */
export interface JqlField {
  /** Several when any of them may match; none when it is empty. */
  readonly valuesOf: (issue: Issue) => readonly string[]
  /** Throws 400 for values that do not exist. */
  readonly meaning: (value: string) => string
  readonly isText?: boolean
}

const small = (text: string): string => text.toLowerCase()

export function jqlField(looking: Looking, name: string): JqlField {
  const { world } = looking
  const find = FIELDS[small(name)] ?? customField(world, name)
  if (find === undefined)
    throw badRequest(`Field '${name}' does not exist or you do not have permission to view it.`)
  return find(looking, name)
}

type MakeField = (looking: Looking, name: string) => JqlField

const issueField: MakeField = (looking, name) => ({
  valuesOf: ({ id }) => [id],
  meaning: (value) => issueId(looking, { value, field: name }),
})

const parentField: MakeField = (looking, name) => ({
  valuesOf: ({ parentId }) => (parentId === null ? [] : [parentId]),
  meaning: (value) => issueId(looking, { value, field: name }),
})

/** All levels below. */
const parentEpicField: MakeField = (looking, name) => ({
  valuesOf: (issue) => [issue.id, ...aboveOf(looking.world, issue)],
  meaning: (value) => issueId(looking, { value, field: name }),
})

const personField =
  (read: (issue: Issue) => string | null): MakeField =>
  ({ world }, name) => ({
    valuesOf: (issue) => {
      const accountId = read(issue)
      return accountId === null ? [] : [accountId]
    },
    meaning: (value) => {
      const found = [...world.state.users.values()].find((user) =>
        [user.accountId, user.username, user.userKey, user.email].some((one) => small(one) === small(value)),
      )
      if (found === undefined) throw noValue(value, name)
      return found.accountId
    },
  })

const FIELDS: Readonly<Record<string, MakeField>> = {
  key: issueField,
  issuekey: issueField,
  issue: issueField,
  id: issueField,
  parent: parentField,
  'epic link': parentField,
  'parent link': parentField,
  parentepic: parentEpicField,
  assignee: personField(({ assigneeId }) => assigneeId),
  reporter: personField(({ reporterId }) => reporterId),
  // Nobody reports for somebody else here.
  creator: personField(({ reporterId }) => reporterId),
  project: ({ world, accountId }, name) => ({
    valuesOf: ({ projectId }) => [projectId],
    meaning: (value) => {
      const found =
        findProject(world.state, value) ??
        [...world.state.projects.values()].find((project) => small(project.name) === small(value))
      if (found === undefined || !seesProject(found, accountId)) throw noValue(value, name)
      return found.id
    },
  }),
  status: ({ world }, name) => ({
    valuesOf: (issue) => [issue.statusId],
    meaning: namedIn(world.state.statuses, name),
  }),
  statuscategory: ({ world }) => ({
    valuesOf: (issue) => [statusOf(world.state, issue).category],
    meaning: (value) => CATEGORY_NAMES[small(value)] ?? small(value),
  }),
  issuetype: ({ world }, name) => ({
    valuesOf: (issue) => [issue.typeId],
    meaning: namedIn(world.state.issueTypes, name),
  }),
  type: (looking, name) => mustHaveField('issuetype')(looking, name),
  labels: () => ({ valuesOf: ({ labels }) => labels.map(small), meaning: small }),
  summary: () => ({ valuesOf: ({ summary }) => [small(summary)], meaning: small, isText: true }),
  text: () => ({
    valuesOf: ({ summary, description }) => [small(`${summary} ${JSON.stringify(description ?? '')}`)],
    meaning: small,
    isText: true,
  }),
  duedate: () => ({ valuesOf: ({ dueDate }) => (dueDate === null ? [] : [dueDate]), meaning: small }),
  due: () => ({ valuesOf: ({ dueDate }) => (dueDate === null ? [] : [dueDate]), meaning: small }),
  created: ({ world }) => ({
    valuesOf: ({ createdAt }) => [createdAt.toISOString()],
    meaning: instantAt(world),
  }),
  updated: ({ world }) => ({
    valuesOf: ({ updatedAt }) => [updatedAt.toISOString()],
    meaning: instantAt(world),
  }),
}

function mustHaveField(name: string): MakeField {
  return mustHave(new Map(Object.entries(FIELDS)), name)
}

const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  'to do': 'new',
  'in progress': 'indeterminate',
}

function customField(world: World, name: string): MakeField | undefined {
  const number = /^cf\[(\d+)\]$/i.exec(name)?.[1]
  const wanted = number === undefined ? small(name) : `customfield_${number}`
  const field = [...world.state.fields.values()].find(
    ({ id, name: title, custom }) => custom !== undefined && [id, small(title)].includes(wanted),
  )
  if (field === undefined) return undefined
  return () => ({
    valuesOf: ({ custom }) => [custom.get(field.id)].flat().flatMap(customText),
    meaning: small,
  })
}

function customText(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'object') return 'value' in value ? [small(idText(value.value))] : []
  return [small(idText(value))]
}

function issueId({ world, accountId }: Looking, { value, field }: { value: string; field: string }): string {
  const issue = findIssue(world.state, value)
  const isSeen = issue !== undefined && seesProject(projectOf(world.state, issue), accountId)
  if (isSeen) return issue.id
  if (!world.quirks.unknownKeyFailsQuery) return ''
  throw badRequest(`An issue with key '${value}' does not exist for field '${field}'.`)
}

function aboveOf(world: World, issue: Issue): readonly string[] {
  const parent = issue.parentId === null ? undefined : world.state.issues.get(issue.parentId)
  return parent === undefined ? [] : [parent.id, ...aboveOf(world, parent)]
}

function namedIn(
  records: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
  field: string,
): (value: string) => string {
  return (value) => {
    const found =
      records.get(value) ?? [...records.values()].find((record) => small(record.name) === small(value))
    if (found === undefined) throw noValue(value, field)
    return found.id
  }
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A date, or a time from now such as `-30m`. */
function instantAt({ clock }: World): (value: string) => string {
  return (value) => {
    const [, count, unit = ''] = /^([+-]?\d+)([mhdw])$/.exec(value) ?? []
    const at =
      count === undefined
        ? new Date(value.replace(' ', 'T'))
        : new Date(clock.now().getTime() + Number(count) * (UNIT_MS[unit] ?? 0))
    if (Number.isNaN(at.getTime())) throw badRequest(`Date value '${value}' is invalid.`)
    return at.toISOString()
  }
}

function noValue(value: string, field: string): Error {
  return badRequest(`The value '${value}' does not exist for the field '${field}'.`)
}

/** What a function in JQL stands for; those of add-on apps are not known. */
export function called({ world, accountId }: Looking, { name, args }: Extract<Operand, { kind: 'call' }>) {
  if (small(name) === 'currentuser') return accountId === undefined ? [] : [accountId]
  if (small(name) === 'linkedissues') return linkedTo(world, args)
  throw badRequest(`Unable to find JQL function '${name}(${args.join(', ')})'.`)
}

function linkedTo({ state }: World, [key = '', linkName]: readonly string[]): readonly string[] {
  const issue = findIssue(state, key)
  if (issue === undefined) throw badRequest(`Issue '${key}' could not be found in function 'linkedIssues'.`)
  return [...state.issueLinks.values()].flatMap(({ typeId, inwardId, outwardId }) => {
    const { inward, outward } = mustHave(state.linkTypes, typeId)
    const isFrom = inwardId === issue.id && [undefined, outward].includes(linkName)
    const isTo = outwardId === issue.id && [undefined, inward].includes(linkName)
    return [...(isFrom ? [outwardId] : []), ...(isTo ? [inwardId] : [])]
  })
}

export function sortKey(world: World, name: string): (issue: Issue) => string | number {
  const { state } = world
  const keys: Readonly<Record<string, (issue: Issue) => string | number>> = {
    key: (issue) => `${projectOf(state, issue).key} ${issue.key.replace(/^.*-/, '').padStart(9, '0')}`,
    id: ({ id }) => Number(id),
    created: ({ createdAt, id }) => `${createdAt.toISOString()} ${id.padStart(9, '0')}`,
    updated: ({ updatedAt }) => updatedAt.toISOString(),
    summary: ({ summary }) => small(summary),
    status: ({ statusId }) => statusId,
    issuetype: (issue) => typeOf(state, issue).name,
    duedate: ({ dueDate }) => dueDate ?? '',
    assignee: ({ assigneeId }) => assigneeId ?? '',
    project: (issue) => projectOf(state, issue).key,
    labels: ({ labels }) => labels.join(' '),
    parent: ({ parentId }) => Number(parentId ?? 0),
  }
  const found = keys[small(name) === 'issuekey' ? 'key' : small(name)]
  if (found === undefined)
    throw badRequest(`Field '${name}' does not exist or you do not have permission to view it.`)
  return found
}
