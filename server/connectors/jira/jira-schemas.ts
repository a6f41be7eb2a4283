import { Type, type Static, type TSchema } from 'typebox'
import type { Deployment, JiraIssue, JiraStatus, JiraUser } from './jira-client.ts'
import { wordsOfAdf } from './adf.ts'
import { wordsOfWikiText } from './wiki-text.ts'

/** What Jira may leave out it may also send as null. */
export const maybe = <Schema extends TSchema>(schema: Schema) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

/** Only the fields that this product reads; Jira sends many more. */
export const UserSource = Type.Object({
  displayName: Type.String(),
  emailAddress: maybe(Type.String()),
  /** Cloud. */
  accountId: maybe(Type.String()),
  /** Data Center. */
  name: maybe(Type.String()),
})

export const StatusSource = Type.Object({
  id: Type.String(),
  name: Type.String(),
  statusCategory: maybe(Type.Object({ key: maybe(Type.String()) })),
})

export const IssueSource = Type.Object({
  id: Type.String(),
  key: Type.String(),
  fields: Type.Intersect([
    Type.Object({
      summary: Type.String(),
      description: Type.Optional(Type.Unknown()),
      project: Type.Object({ key: Type.String() }),
      issuetype: Type.Object({ id: Type.String(), name: Type.String(), subtask: maybe(Type.Boolean()) }),
      status: StatusSource,
      assignee: maybe(UserSource),
      reporter: maybe(UserSource),
      parent: maybe(Type.Object({ key: Type.String() })),
      // Such as 2026-07-06T04:39:15.000+0200.
      created: Type.String({ pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d` }),
    }),
    Type.Record(Type.String(), Type.Unknown()),
  ]),
})

/** Those of JiraIssue. */
const FIELDS = [
  'summary',
  'description',
  'project',
  'issuetype',
  'status',
  'assignee',
  'reporter',
  'parent',
  'created',
]

/** What a request must name: Cloud's searches give ids alone otherwise. */
export function fieldsWith(others: readonly string[]): readonly string[] {
  return [...new Set([...FIELDS, ...others])]
}

interface Reading {
  readonly deployment: Deployment
  /** Ids of fields beside those of JiraIssue. */
  readonly others: readonly string[]
}

export function issueOf(
  { id, key, fields }: Static<typeof IssueSource>,
  { deployment, others }: Reading,
): JiraIssue {
  const { issuetype: type } = fields
  return {
    id,
    key,
    projectKey: fields.project.key,
    summary: fields.summary,
    type: { id: type.id, name: type.name, isSubtask: type.subtask ?? false },
    status: statusOf(fields.status),
    description: wordsIn(fields.description),
    assignee: userOf(fields.assignee, deployment),
    reporter: userOf(fields.reporter, deployment),
    parentKey: fields.parent?.key ?? null,
    createdAt: new Date(fields.created),
    fields: Object.fromEntries(others.flatMap((name) => (name in fields ? [[name, fields[name]]] : []))),
  }
}

const CATEGORIES = new Set<unknown>(['new', 'indeterminate', 'done'])

export function statusOf({ id, name, statusCategory }: Static<typeof StatusSource>): JiraStatus {
  const key = statusCategory?.key
  return { id, name, category: isCategory(key) ? key : null }
}

/** Null where nobody is, or where it does not say by which id. */
export function userOf(
  source: Static<typeof UserSource> | null | undefined,
  deployment: Deployment,
): JiraUser | null {
  const id = deployment === 'cloud' ? source?.accountId : source?.name
  if (source == null || id == null) return null
  return { id, name: source.displayName, email: source.emailAddress ?? null }
}

function isCategory(key: unknown): key is NonNullable<JiraStatus['category']> {
  return CATEGORIES.has(key)
}

function wordsIn(description: unknown): string | null {
  if (description == null) return null
  const words = typeof description === 'string' ? wordsOfWikiText(description) : wordsOfAdf(description)
  return words.trim() === '' ? null : words
}
