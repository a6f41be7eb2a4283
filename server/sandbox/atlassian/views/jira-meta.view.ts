import type { Dialect, Field, IssueType, LinkType, Project, Status, StatusCategory } from '../state/model.ts'
import type { World } from '../world.ts'
import { jiraUrl } from './jira-url.ts'

const CATEGORIES: Readonly<Record<StatusCategory, { id: number; colorName: string; name: string }>> = {
  new: { id: 2, colorName: 'blue-gray', name: 'To Do' },
  indeterminate: { id: 4, colorName: 'yellow', name: 'In Progress' },
  done: { id: 3, colorName: 'green', name: 'Done' },
}

/** Who is looking at what. */
export interface Seen {
  readonly world: World
  readonly dialect: Dialect
}

export function statusView({ world, dialect }: Seen, { id, name, category }: Status): object {
  return {
    self: jiraUrl(world, dialect, `/status/${id}`),
    description: '',
    iconUrl: jiraUrl(world, dialect, '/images/icons/status.png'),
    name,
    id,
    statusCategory: {
      self: jiraUrl(world, dialect, `/statuscategory/${CATEGORIES[category].id}`),
      key: category,
      ...CATEGORIES[category],
    },
  }
}

export function issueTypeView({ world, dialect }: Seen, { id, name, hierarchyLevel }: IssueType): object {
  return {
    self: jiraUrl(world, dialect, `/issuetype/${id}`),
    id,
    description: '',
    iconUrl: jiraUrl(world, dialect, '/images/icons/issuetype.png'),
    name,
    subtask: hierarchyLevel < 0,
    avatarId: 10_318,
    ...(dialect === 'cloud' ? { hierarchyLevel } : {}),
  }
}

export function projectView({ world, dialect }: Seen, { id, key, name }: Project): object {
  const avatar = jiraUrl(world, dialect, '/images/project.png')
  const avatarUrls = { '48x48': avatar, '24x24': avatar, '16x16': avatar, '32x32': avatar }
  const common = { self: jiraUrl(world, dialect, `/project/${id}`), id, key, name, avatarUrls }
  return dialect === 'cloud'
    ? { ...common, projectTypeKey: 'software', simplified: false, style: 'classic', isPrivate: false }
    : { ...common, projectTypeKey: 'software' }
}

export function linkTypeView({ world, dialect }: Seen, { id, name, inward, outward }: LinkType): object {
  return { id, name, inward, outward, self: jiraUrl(world, dialect, `/issueLinkType/${id}`) }
}

function schemaOf({ id, type, custom }: Field): object {
  const items = type === 'array' ? { items: 'string' } : {}
  return custom === undefined
    ? { type, ...items, system: id }
    : { type, ...items, custom, customId: Number(id.replace('customfield_', '')) }
}

export function fieldView({ dialect }: Seen, field: Field): object {
  const { id, name, custom, clauses } = field
  return {
    id,
    ...(dialect === 'cloud' ? { key: id } : {}),
    name,
    custom: custom !== undefined,
    orderable: true,
    navigable: true,
    searchable: true,
    clauseNames: clauses,
    schema: schemaOf(field),
  }
}

export interface OnScreen {
  readonly field: Field
  readonly isRequired: boolean
  readonly allowedValues: readonly object[] | undefined
}

export function createFieldView({ dialect }: Seen, { field, isRequired, allowedValues }: OnScreen): object {
  return {
    required: isRequired,
    schema: schemaOf(field),
    name: field.name,
    ...(dialect === 'cloud' ? { key: field.id } : {}),
    fieldId: field.id,
    hasDefaultValue: false,
    operations: ['set'],
    ...(allowedValues === undefined ? {} : { allowedValues }),
  }
}
