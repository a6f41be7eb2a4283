import { Type } from 'typebox'
import {
  defineService,
  readAs,
  refusal,
  secret,
  type Opened,
  type Send,
} from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'
import { problemOf } from './problem-of.ts'

const Credentials = Type.Object({
  token: secret('a personal token (pk_...), or an access token of OAuth 2'),
})
const UserAnswer = Type.Object({ user: Type.Object({ username: Type.String(), email: Type.String() }) })
const TeamsAnswer = Type.Object({ teams: Type.Array(Type.Object({ name: Type.String() })) })

export const clickupService = defineService({
  connector: 'clickup',
  label: 'ClickUp',
  hosts: [{ host: 'api.clickup.com' }],
  credentials: Credentials,
  defaultBaseUrl: 'https://api.clickup.com/api',
  surplusPath: '/v2',
  whoAmI: async (send, opened) => {
    const user = await read(UserAnswer, await get(send, opened, '/v2/user'))
    const { teams } = await read(TeamsAnswer, await get(send, opened, '/v2/team'))
    const workspaces = teams.map(({ name }) => name).join(', ')
    return `${user.user.username} (${user.user.email})${workspaces === '' ? '' : `: ${workspaces}`}`
  },
})

function get(
  send: Send,
  { baseUrl, credentials: { token } }: Opened<{ readonly token: string }>,
  path: string,
): Promise<HttpResponse> {
  // Only tokens of OAuth 2 are sent as Bearer (facts: clickup, section 1.1).
  const authorization = token.startsWith('pk_') ? token : `Bearer ${token}`
  return send({ method: 'GET', url: baseUrl + path, headers: { authorization } })
}

async function read<Schema extends typeof UserAnswer | typeof TeamsAnswer>(
  schema: Schema,
  response: HttpResponse,
) {
  const answer = readAs(schema, response)
  // An error body may come with the status 200 (facts: clickup, section 1.11).
  if (answer === undefined || response.status >= 400) throw refusal('clickup', response, problemOf(response))
  return answer
}
