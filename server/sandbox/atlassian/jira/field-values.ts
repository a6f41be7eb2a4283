import { idText, isObject } from '../http/read-input.ts'
import { findIssue, findUser } from '../state/look-up.ts'
import type { Dialect, Field, IssueType, Project, User } from '../state/model.ts'
import { documentFault } from '../views/rich-text.ts'
import type { IssueChange } from '../mutations/issues.ts'
import { EPIC_LINK } from '../views/issue.view.ts'
import type { World } from '../world.ts'

export interface FieldPlace {
  readonly world: World
  readonly dialect: Dialect
  readonly project: Project
  readonly type: IssueType
}

/** What a field's value does to the issue, or what is wrong with it. */
export type FieldRead = IssueChange | string

type ReadField = (place: FieldPlace, value: unknown) => FieldRead

const MOST_TEXT = 32_767

const readSummary: ReadField = (_place, value) => {
  if (typeof value !== 'string' || value.trim() === '') return 'You must specify a summary of the issue.'
  if (value.length > 255) return "Summary can't exceed 255 characters."
  if (/[\r\n]/.test(value)) return 'The summary is invalid because it contains newline characters.'
  return { summary: value }
}

const readDescription: ReadField = ({ dialect }, value) => {
  if (value === null || value === undefined) return { description: null }
  const fault =
    dialect === 'cloud'
      ? documentFault(value)
      : typeof value === 'string'
        ? undefined
        : 'Operation value must be a string'
  if (fault !== undefined) return fault
  const length = typeof value === 'string' ? value.length : JSON.stringify(value).length
  if (length > MOST_TEXT)
    return 'The entered text is too long. It exceeds the allowed limit of 32,767 characters.'
  // documentFault lets only documents through, the other branch only text.
  return { description: value as string }
}

const readDueDate: ReadField = (_place, value) => {
  if (value === null) return { dueDate: null }
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  return isDay && !Number.isNaN(Date.parse(value))
    ? { dueDate: value }
    : `Error parsing date string: ${idText(value)}`
}

const readLabels: ReadField = (_place, value) => {
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
    return 'Operation value must be an array of strings'
  const labels = value as readonly string[]
  const spaced = labels.find((label) => /\s/.test(label))
  return spaced === undefined ? { labels } : `The label '${spaced}' contains spaces which is invalid.`
}

const readAssignee: ReadField = (place, value) => {
  if (value === null) return { assigneeId: null }
  const name = isObject(value) ? nameOf(place, value) : undefined
  if (name === undefined) return { assigneeId: null }
  if (name === '-1') return { assigneeId: place.project.leadId }
  const user = userNamed(place, name)
  if (user === undefined || !canBeAssigned(place.project, user))
    return `User '${name}' cannot be assigned issues.`
  return { assigneeId: user.accountId }
}

function nameOf({ dialect }: FieldPlace, value: Readonly<Record<string, unknown>>): string | undefined {
  const name = dialect === 'cloud' ? (value['accountId'] ?? value['id']) : value['name']
  return typeof name === 'string' ? name : undefined
}

export function userNamed(
  { world, dialect }: Pick<FieldPlace, 'world' | 'dialect'>,
  name: string,
): User | undefined {
  return findUser(world.state, dialect === 'cloud' ? { accountId: name } : { username: name })
}

export function canBeAssigned({ assignable }: Project, { isActive, accountId }: User): boolean {
  return isActive && (assignable === null || assignable.has(accountId))
}

const readParent: ReadField = (place, value) => {
  if (value === null) return { parentId: null }
  const { key, id } = isObject(value) ? value : {}
  return parentNamed(place, idText(key ?? id))
}

function parentNamed({ world, type }: FieldPlace, key: string): FieldRead {
  const parent = findIssue(world.state, key)
  if (parent === undefined) return `Could not find issue by id or key: ${key}`
  const level = world.state.issueTypes.get(parent.typeId)?.hierarchyLevel ?? 0
  if (world.quirks.parentLevelChecked && level !== type.hierarchyLevel + 1)
    return 'Given parent issue does not belong to appropriate hierarchy.'
  return { parentId: parent.id }
}

/** Only epics can be there. */
const readEpicLink: ReadField = (place, value) => {
  if (value === null) return { parentId: null }
  if (typeof value !== 'string') return 'Operation value must be a string'
  return parentNamed(place, value)
}

const READERS: Readonly<Record<string, ReadField>> = {
  summary: readSummary,
  description: readDescription,
  duedate: readDueDate,
  labels: readLabels,
  assignee: readAssignee,
  parent: readParent,
  [EPIC_LINK]: readEpicLink,
  resolution: (_place, value) =>
    isObject(value) && typeof value['name'] === 'string'
      ? { resolution: value['name'] }
      : 'Operation value must be an object',
}

export function readField(place: FieldPlace, field: Field, value: unknown): FieldRead {
  const read = READERS[field.id]
  if (read !== undefined) return read(place, value)
  if (field.type === 'string' && value !== null && typeof value !== 'string')
    return 'Operation value must be a string'
  return { custom: new Map([[field.id, value]]) }
}
