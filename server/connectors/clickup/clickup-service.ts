import { Type, type Static, type TSchema } from 'typebox'
import { defineService, readAs, secret, type Opened, type Send } from '../../platform/connections/index.ts'
import { clickupError, codeOf } from './clickup-error.ts'

const Credentials = Type.Object({
  token: secret('a personal token (pk_...), or an access token of OAuth 2'),
})
export type ClickupCredentials = Static<typeof Credentials>

export const CLICKUP_API_URL = 'https://api.clickup.com/api'

const UserAnswer = Type.Object({ user: Type.Object({ username: Type.String(), email: Type.String() }) })
const TeamsAnswer = Type.Object({ teams: Type.Array(Type.Object({ name: Type.String() })) })

export const clickupService = defineService({
  connector: 'clickup',
  label: 'ClickUp',
  hosts: [{ host: 'api.clickup.com' }],
  credentials: Credentials,
  defaultBaseUrl: CLICKUP_API_URL,
  surplusPath: '/v2',
  whoAmI: async (send, opened) => {
    const { user } = await get(UserAnswer, send, { opened, path: '/v2/user' })
    const { teams } = await get(TeamsAnswer, send, { opened, path: '/v2/team' })
    const workspaces = teams.map(({ name }) => name).join(', ')
    return `${user.username} (${user.email})${workspaces === '' ? '' : `: ${workspaces}`}`
  },
})

/** Only tokens of OAuth 2 are sent as Bearer (facts: clickup, section 1.1). */
export function headersOf({ token }: ClickupCredentials): Readonly<Record<string, string>> {
  return { authorization: token.startsWith('pk_') ? token : `Bearer ${token}` }
}

async function get<Schema extends TSchema>(
  schema: Schema,
  send: Send,
  { opened, path }: { readonly opened: Opened<ClickupCredentials>; readonly path: string },
): Promise<Static<Schema>> {
  const { baseUrl, credentials } = opened
  const response = await send({ method: 'GET', url: baseUrl + path, headers: headersOf(credentials) })
  const answer =
    codeOf(response) === undefined && response.status < 400 ? readAs(schema, response) : undefined
  if (answer === undefined) throw clickupError(response)
  return answer
}
