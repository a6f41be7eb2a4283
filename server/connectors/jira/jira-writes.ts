import { Type } from 'typebox'
import { plainLine } from '../../shared/plain-line.ts'
import { adfOf } from './adf.ts'
import { askJira, path, tellJira, type JiraSender } from './ask-jira.ts'
import { cutText, MOST_DESCRIPTION, MOST_SUMMARY } from './description.ts'
import type { Deployment, JiraClient, NewIssue } from './jira-client.ts'
import { maybe, StatusSource, statusOf } from './jira-schemas.ts'
import { wikiTextOf } from './wiki-text.ts'

type JiraWrites = Pick<JiraClient, 'createIssue' | 'assign' | 'listTransitions' | 'transition'>

const Created = Type.Object({ id: Type.String(), key: Type.String() })
const ScreenField = Type.Object({
  name: Type.String(),
  required: Type.Boolean(),
  hasDefaultValue: maybe(Type.Boolean()),
})
const Transitions = Type.Object({
  transitions: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      to: StatusSource,
      isAvailable: maybe(Type.Boolean()),
      fields: maybe(Type.Record(Type.String(), ScreenField)),
    }),
  ),
})

const NOT_ASSIGNABLE =
  'Jira does not let this person be assigned issues of the project. Choose somebody else, or give them the permission in Jira.'
const NO_TRANSITION =
  'Jira does not let the issue change so from the status that it has now. Look at the workflow of its project, or change it by hand.'

export function jiraWrites(sender: JiraSender): JiraWrites {
  const { deployment } = sender
  return {
    createIssue: async (issue) => {
      const { id, key } = await askJira(sender, Created, {
        method: 'POST',
        path: '/issue',
        body: { fields: wireFields(issue, deployment) },
      })
      return { id, key }
    },
    assign: (key, assigneeId) =>
      tellJira(sender, {
        method: 'PUT',
        path: path`/issue/${key}/assignee`,
        body: wirePerson(assigneeId, deployment),
        refusals: { 400: NOT_ASSIGNABLE },
      }),
    listTransitions: async (key) => {
      const { transitions } = await askJira(sender, Transitions, {
        method: 'GET',
        path: path`/issue/${key}/transitions`,
        query: { expand: 'transitions.fields' },
      })
      return transitions
        .filter(({ isAvailable }) => isAvailable !== false)
        .map(({ id, name, to, fields }) => ({
          id,
          name,
          to: statusOf(to),
          requiredFields: Object.values(fields ?? {})
            .filter(({ required, hasDefaultValue }) => required && hasDefaultValue !== true)
            .map((field) => field.name),
        }))
    },
    transition: (key, transitionId) =>
      tellJira(sender, {
        method: 'POST',
        path: path`/issue/${key}/transitions`,
        body: { transition: { id: transitionId } },
        refusals: { 400: NO_TRANSITION },
      }),
  }
}

function wireFields(issue: NewIssue, deployment: Deployment): object {
  const { description, dueDate, assigneeId, parentKey } = issue
  return {
    ...issue.fields,
    project: { key: issue.projectKey },
    issuetype: { id: issue.typeId },
    summary: cutText(plainLine(issue.summary, Infinity), MOST_SUMMARY),
    ...(description.length === 0 ? {} : { description: wireDescription(description, deployment) }),
    ...(dueDate === undefined ? {} : { duedate: dueDate }),
    ...(assigneeId === undefined ? {} : { assignee: wirePerson(assigneeId, deployment) }),
    ...(parentKey === undefined ? {} : { parent: { key: parentKey } }),
  }
}

function wirePerson(id: string | null, deployment: Deployment): object {
  return deployment === 'cloud' ? { accountId: id } : { name: id }
}

function wireDescription(blocks: NewIssue['description'], deployment: Deployment): unknown {
  return deployment === 'cloud' ? adfOf(blocks, MOST_DESCRIPTION) : wikiTextOf(blocks, MOST_DESCRIPTION)
}
