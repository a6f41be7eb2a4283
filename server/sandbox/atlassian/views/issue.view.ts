import { mustHave, projectOf, statusOf, typeOf, userOf } from '../state/look-up.ts'
import type { Issue, IssueComment, IssueLink } from '../state/model.ts'
import { issueTypeView, linkTypeView, projectView, type Seen, statusView } from './jira-meta.view.ts'
import { jiraUrl } from './jira-url.ts'
import { jiraUserView } from './jira-user.view.ts'
import { jiraMoment } from './moment.ts'
import { richTextFor } from './rich-text.ts'

/** Data Center keeps an issue's epic in this field. */
export const EPIC_LINK = 'customfield_10101'

/** Which fields are wanted: ids, with `*all`, `*navigable` and `-id`. */
export type Wanted = readonly string[]

export function issueView(seen: Seen, issue: Issue, wanted: Wanted): object {
  const { world, dialect } = seen
  const fields = selected(fieldsOf(seen, issue), wanted)
  return {
    expand: 'operations,versionedRepresentations,editmeta,changelog,renderedFields',
    id: issue.id,
    self: jiraUrl(world, dialect, `/issue/${issue.id}`),
    key: issue.key,
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  }
}

function selected(fields: Readonly<Record<string, unknown>>, wanted: Wanted): Record<string, unknown> {
  const isEverything = wanted.some((name) => name === '*all' || name === '*navigable')
  const kept = Object.entries(fields).filter(
    ([id]) => (isEverything || wanted.includes(id)) && !wanted.includes(`-${id}`),
  )
  return Object.fromEntries(kept)
}

function fieldsOf(seen: Seen, issue: Issue): Readonly<Record<string, unknown>> {
  const { world, dialect } = seen
  const { state } = world
  const person = (id: string | null) => (id === null ? null : jiraUserView(world, dialect, userOf(state, id)))
  return {
    summary: issue.summary,
    description: richTextFor(dialect, issue.description),
    project: projectView(seen, projectOf(state, issue)),
    issuetype: issueTypeView(seen, typeOf(state, issue)),
    status: statusView(seen, statusOf(state, issue)),
    assignee: person(issue.assigneeId),
    reporter: person(issue.reporterId),
    creator: person(issue.reporterId),
    labels: issue.labels,
    duedate: issue.dueDate,
    resolution: issue.resolution === null ? null : { name: issue.resolution },
    created: jiraMoment(issue.createdAt),
    updated: jiraMoment(issue.updatedAt),
    issuelinks: linksOf(seen, issue),
    subtasks: subtasksOf(seen, issue),
    comment: commentsView(seen, issue),
    ...aboveOf(seen, issue),
    ...Object.fromEntries(customFields(seen).map((id) => [id, issue.custom.get(id) ?? null])),
    ...(dialect === 'data-center' ? { [EPIC_LINK]: epicKey(seen, issue) } : {}),
  }
}

function customFields({ world, dialect }: Seen): readonly string[] {
  return [...world.state.fields.values()]
    .filter((field) => field.custom !== undefined && (field.dialect === 'both' || field.dialect === dialect))
    .map(({ id }) => id)
}

function parentOf({ world }: Seen, issue: Issue): Issue | undefined {
  return issue.parentId === null ? undefined : world.state.issues.get(issue.parentId)
}

/** On Data Center only sub-tasks have a parent. */
function aboveOf(seen: Seen, issue: Issue): object {
  const parent = parentOf(seen, issue)
  const isSubtask = typeOf(seen.world.state, issue).hierarchyLevel < 0
  return parent !== undefined && (seen.dialect === 'cloud' || isSubtask)
    ? { parent: relatedView(seen, parent) }
    : {}
}

function epicKey(seen: Seen, issue: Issue): string | null {
  const isSubtask = typeOf(seen.world.state, issue).hierarchyLevel < 0
  return isSubtask ? null : (parentOf(seen, issue)?.key ?? null)
}

function relatedView(seen: Seen, issue: Issue): object {
  const { world, dialect } = seen
  return {
    id: issue.id,
    key: issue.key,
    self: jiraUrl(world, dialect, `/issue/${issue.id}`),
    fields: {
      summary: issue.summary,
      status: statusView(seen, statusOf(world.state, issue)),
      issuetype: issueTypeView(seen, typeOf(world.state, issue)),
    },
  }
}

function subtasksOf(seen: Seen, issue: Issue): readonly object[] {
  const { state } = seen.world
  return [...state.issues.values()]
    .filter((one) => one.parentId === issue.id && typeOf(state, one).hierarchyLevel < 0)
    .map((one) => relatedView(seen, one))
}

function linksOf(seen: Seen, issue: Issue): readonly object[] {
  return [...seen.world.state.issueLinks.values()].flatMap((link) => {
    if (link.inwardId === issue.id) return [linkView(seen, link, { outwardIssue: link.outwardId })]
    return link.outwardId === issue.id ? [linkView(seen, link, { inwardIssue: link.inwardId })] : []
  })
}

type OtherEnd = { readonly outwardIssue: string } | { readonly inwardIssue: string }

function linkView(seen: Seen, { id, typeId }: IssueLink, end: OtherEnd): object {
  const { state } = seen.world
  const ends = Object.entries(end).map(([name, issueId]) => [
    name,
    relatedView(seen, mustHave(state.issues, issueId)),
  ])
  return {
    id,
    self: jiraUrl(seen.world, seen.dialect, `/issueLink/${id}`),
    type: linkTypeView(seen, mustHave(state.linkTypes, typeId)),
    ...Object.fromEntries(ends),
  }
}

export function commentView(seen: Seen, issue: Issue, comment: IssueComment): object {
  const { world, dialect } = seen
  const author = jiraUserView(world, dialect, userOf(world.state, comment.authorId))
  return {
    self: jiraUrl(world, dialect, `/issue/${issue.id}/comment/${comment.id}`),
    id: comment.id,
    author,
    body: richTextFor(dialect, comment.body),
    updateAuthor: author,
    created: jiraMoment(comment.createdAt),
    updated: jiraMoment(comment.createdAt),
  }
}

export function commentsView(seen: Seen, issue: Issue): object {
  const comments = issue.comments.map((comment) => commentView(seen, issue, comment))
  return { comments, startAt: 0, maxResults: comments.length, total: comments.length }
}
