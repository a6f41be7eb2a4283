import { Type } from 'typebox'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { askJira, type JiraSender } from './ask-jira.ts'
import type { JiraClient } from './jira-client.ts'
import { JiraRefusal } from './jira-error.ts'
import { userOf, UserSource } from './jira-schemas.ts'

type JiraUsers = Pick<JiraClient, 'whoAmI' | 'findAssignable' | 'findUser'>

const MOST_FOUND = '50'
const NO_PROJECT =
  'Jira has no such project, or the connected user may not see it. Check the key, or give them access.'

export function jiraUsers(sender: JiraSender): JiraUsers {
  const { deployment } = sender
  const isCloud = deployment === 'cloud'
  return {
    whoAmI: async () => {
      const me = userOf(await askJira(sender, UserSource, { method: 'GET', path: '/myself' }), deployment)
      if (me !== null) return me
      throw new UpstreamError({ service: 'jira', kind: 'unreadable', status: 200 })
    },
    findAssignable: async (projectKey, query) => {
      const users = await askJira(sender, Type.Array(UserSource), {
        method: 'GET',
        path: '/user/assignable/search',
        query: { project: projectKey, [isCloud ? 'query' : 'username']: query, maxResults: MOST_FOUND },
        refusals: { 400: NO_PROJECT, 404: NO_PROJECT },
      })
      return users.flatMap((source) => userOf(source, deployment) ?? [])
    },
    findUser: async (id) => {
      try {
        const query = { [isCloud ? 'accountId' : 'username']: id }
        return userOf(await askJira(sender, UserSource, { method: 'GET', path: '/user', query }), deployment)
      } catch (error) {
        if (error instanceof JiraRefusal && error.kind === 'not-found') return null
        throw error
      }
    },
  }
}
