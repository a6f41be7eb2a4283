import { Type } from 'typebox'
import { defineService, readAs, refusal } from '../../platform/connections/index.ts'
import { askAs, ATLASSIAN_HOSTS, AtlassianCredentials, missingEmail } from '../atlassian/index.ts'

const CurrentUser = Type.Object({ displayName: Type.String(), type: Type.Optional(Type.String()) })

export const confluenceService = defineService({
  connector: 'confluence',
  label: 'Confluence',
  hosts: ATLASSIAN_HOSTS,
  credentials: AtlassianCredentials,
  // At a Data Center it may be a part of the address like any other.
  surplusPath: ({ deployment }) => (deployment === 'cloud' ? '/wiki' : ''),
  violations: missingEmail,
  whoAmI: async (send, opened) => {
    const site = opened.credentials.deployment === 'cloud' ? '/wiki' : ''
    const path = `${site}/rest/api/user/current`
    const response = await askAs(send, opened, { service: 'confluence', path })
    const user = readAs(CurrentUser, response)
    if (user === undefined) throw refusal('confluence', response)
    if (user.type === 'anonymous')
      throw refusal(
        'confluence',
        response,
        'Confluence sees nobody behind this token. Make a new one and save it here.',
      )
    return user.displayName
  },
})
