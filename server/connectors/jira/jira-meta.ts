import { Type, type Static, type TSchema } from 'typebox'
import { askJira, path, type JiraSender } from './ask-jira.ts'
import type { JiraClient } from './jira-client.ts'
import { maybe } from './jira-schemas.ts'

type JiraMeta = Pick<JiraClient, 'listIssueTypes' | 'listCreateFields' | 'listFields' | 'assignsByItself'>

const IssueType = Type.Object({
  id: Type.String(),
  name: Type.String(),
  subtask: maybe(Type.Boolean()),
  hierarchyLevel: maybe(Type.Integer()),
})
const OnScreen = Type.Object({
  fieldId: Type.String(),
  name: Type.String(),
  required: Type.Boolean(),
  hasDefaultValue: maybe(Type.Boolean()),
  schema: maybe(Type.Object({ type: maybe(Type.String()) })),
})
const Field = Type.Object({
  id: Type.String(),
  name: Type.String(),
  custom: Type.Boolean(),
  schema: maybe(Type.Object({ custom: maybe(Type.String()) })),
})

const Project = Type.Object({ assigneeType: maybe(Type.String()) })

const PAGE_SIZE = 200
const MOST_PAGES = 50
const NO_TYPES =
  'Jira has no such project, or the connected user may not create issues in it. Check the key, or give them the permission.'
const NO_SCREEN = `${NO_TYPES} Or the project does not have this issue type.`

export function jiraMeta(sender: JiraSender): JiraMeta {
  return {
    listIssueTypes: async (projectKey) => {
      const types = await listAll(sender, IssueType, {
        path: path`/issue/createmeta/${projectKey}/issuetypes`,
        name: 'issueTypes',
        refused: NO_TYPES,
      })
      return types.map(({ id, name, subtask, hierarchyLevel }) => ({
        id,
        name,
        isSubtask: subtask ?? false,
        level: hierarchyLevel ?? null,
      }))
    },
    listCreateFields: async (projectKey, typeId) => {
      const fields = await listAll(sender, OnScreen, {
        path: path`/issue/createmeta/${projectKey}/issuetypes/${typeId}`,
        name: 'fields',
        refused: NO_SCREEN,
      })
      return fields.map(({ fieldId, name, required, hasDefaultValue, schema }) => ({
        id: fieldId,
        name,
        isRequired: required,
        hasDefault: hasDefaultValue ?? false,
        type: schema?.type ?? 'any',
      }))
    },
    listFields: async () => {
      const fields = await askJira(sender, Type.Array(Field), { method: 'GET', path: '/field' })
      return fields.map(({ id, name, custom, schema }) => ({
        id,
        name,
        isCustom: custom,
        kind: schema?.custom ?? null,
      }))
    },
    assignsByItself: async (projectKey) => {
      const { assigneeType } = await askJira(sender, Project, {
        method: 'GET',
        path: path`/project/${projectKey}`,
      })
      return assigneeType !== 'UNASSIGNED'
    },
  }
}

interface Listing {
  readonly path: string
  /** Cloud's name for the list; a Data Center's is `values`. */
  readonly name: string
  readonly refused: string
}

async function listAll<Schema extends TSchema>(
  sender: JiraSender,
  schema: Schema,
  listing: Listing,
): Promise<readonly Static<Schema>[]> {
  const name = sender.deployment === 'cloud' ? listing.name : 'values'
  const Page = Type.Object({ total: maybe(Type.Integer()), [name]: Type.Array(schema) })
  const found: Static<Schema>[] = []
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await askJira(sender, Page, {
      method: 'GET',
      path: listing.path,
      query: { startAt: String(found.length), maxResults: String(PAGE_SIZE) },
      refusals: { 400: listing.refused, 404: listing.refused },
    })
    // The schema has seen it under this name; its type cannot say so.
    const { total, [name]: list } = answer as Readonly<Record<string, unknown>>
    const items = list as readonly Static<Schema>[]
    found.push(...items)
    if (items.length === 0 || (typeof total === 'number' && found.length >= total)) break
  }
  return found
}
