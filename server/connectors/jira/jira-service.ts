import { Type } from 'typebox'
import { defineService, readAs, refusal } from '../../platform/connections/index.ts'
import { askAs, ATLASSIAN_HOSTS, AtlassianCredentials, missingEmail } from '../atlassian/index.ts'

const Myself = Type.Object({ displayName: Type.String(), emailAddress: Type.Optional(Type.String()) })

export const jiraService = defineService({
  connector: 'jira',
  label: 'Jira',
  hosts: ATLASSIAN_HOSTS,
  credentials: AtlassianCredentials,
  violations: missingEmail,
  whoAmI: async (send, opened) => {
    const version = opened.credentials.deployment === 'cloud' ? 3 : 2
    const response = await askAs(send, opened, { service: 'jira', path: `/rest/api/${version}/myself` })
    const me = readAs(Myself, response)
    if (me === undefined) throw refusal('jira', response)
    return me.emailAddress === undefined ? me.displayName : `${me.displayName} (${me.emailAddress})`
  },
})
