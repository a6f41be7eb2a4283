import { Type } from 'typebox'
import { plainLine } from '../../shared/plain-line.ts'
import { askJira, path, tellJira, type JiraSender } from './ask-jira.ts'
import type { JiraClient } from './jira-client.ts'
import { JiraRefusal } from './jira-error.ts'

type JiraLinks = Pick<JiraClient, 'putRemoteLink' | 'removeRemoteLink'>

const Linked = Type.Object({ id: Type.Union([Type.Integer(), Type.String()]) })
const MOST_TITLE = 255

export function jiraLinks(sender: JiraSender): JiraLinks {
  return {
    putRemoteLink: async (key, { globalId, url, title, summary, relationship }) => {
      await askJira(sender, Linked, {
        method: 'POST',
        path: path`/issue/${key}/remotelink`,
        body: {
          globalId,
          relationship,
          object: {
            url,
            title: plainLine(title, MOST_TITLE),
            ...(summary === undefined ? {} : { summary: plainLine(summary, MOST_TITLE) }),
          },
        },
        // The same globalId changes the link that is there.
        isRepeatable: true,
      })
    },
    removeRemoteLink: async (key, globalId) => {
      try {
        await tellJira(sender, {
          method: 'DELETE',
          path: path`/issue/${key}/remotelink`,
          query: { globalId },
        })
      } catch (error) {
        if (!(error instanceof JiraRefusal) || error.kind !== 'not-found') throw error
        // It says the same of a link that is not there and of an issue that cannot be seen.
        await askJira(sender, Type.Object({}), {
          method: 'GET',
          path: path`/issue/${key}`,
          query: { fields: 'id' },
        })
      }
    },
  }
}
