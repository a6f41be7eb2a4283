import { badInput } from '../http/api-error.ts'
import type { World } from '../world.ts'

/** What of the query is known; every other parameter is ignored without a word. */
export interface TaskFilters {
  readonly page: number
  readonly orderBy: string
  readonly reverse: boolean
  readonly withSubtasks: boolean
  readonly withClosed: boolean
  readonly withOtherLists: boolean
  readonly archived: boolean
  readonly withMarkdown: boolean
  readonly statuses: readonly string[]
  readonly assignees: readonly string[]
  readonly watchers: readonly string[]
  readonly tags: readonly string[]
  readonly customItems: readonly string[]
  readonly spaceIds: readonly string[]
  readonly folderIds: readonly string[]
  readonly listIds: readonly string[]
  readonly parent: string | null
  /** Strict bounds in milliseconds by the name of the parameter, such as `date_updated_gt`. */
  readonly bounds: ReadonlyMap<string, number>
  readonly customFields: string | null
}

const BOUNDS = ['due_date', 'date_created', 'date_updated', 'date_done'].flatMap((name) => [
  `${name}_gt`,
  `${name}_lt`,
])

export function readFilters(world: World, query: URLSearchParams): TaskFilters {
  const list = (name: string): readonly string[] => readList(world, query, name)
  return {
    page: Math.max(0, Math.trunc(Number(query.get('page') ?? 0)) || 0),
    orderBy: query.get('order_by') ?? 'created',
    ...readFlags(query),
    statuses: list('statuses'),
    assignees: list('assignees'),
    watchers: list('watchers'),
    tags: list('tags'),
    customItems: list('custom_items'),
    spaceIds: list('space_ids'),
    folderIds: list('project_ids'),
    listIds: list('list_ids'),
    parent: query.get('parent'),
    bounds: readBounds(query),
    customFields: query.get('custom_fields') ?? query.get('custom_field'),
  }
}

function readFlags(query: URLSearchParams) {
  const flag = (name: string): boolean => query.get(name) === 'true'
  return {
    reverse: flag('reverse'),
    withSubtasks: flag('subtasks'),
    withClosed: flag('include_closed'),
    withOtherLists: flag('include_timl'),
    archived: flag('archived'),
    withMarkdown: flag('include_markdown_description'),
  }
}

/** `name[]=a&name[]=b`, or `name=a&name=b`; one value without brackets is no array. */
function readList(world: World, query: URLSearchParams, name: string): readonly string[] {
  const bare = query.getAll(name)
  if (bare.length === 1 && world.quirks.bareFilterRefused)
    throw badInput(`${name} must be an array`, 'OAUTH_040')
  return [...query.getAll(`${name}[]`), ...bare]
}

function readBounds(query: URLSearchParams): ReadonlyMap<string, number> {
  const found = BOUNDS.flatMap((name) => {
    const text = query.get(name) ?? ''
    return /^-?\d+$/.test(text) ? [[name, Number(text)] as const] : []
  })
  return new Map(found)
}
