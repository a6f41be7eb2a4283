import { Type } from 'typebox'
import { defineService, readAs, refusal, secret } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'

const Credentials = Type.Object({
  accessToken: secret('valid for seven days'),
  refreshToken: secret('of the same pair'),
})

const Me = Type.Object({ name: Type.String(), email: Type.String() })
const Refusal = Type.Object({
  errors: Type.Array(Type.Object({ title: Type.String(), detail: Type.Optional(Type.String()) }), {
    minItems: 1,
  }),
})

const NEW_PAIR = 'Make a new pair in Huntflow under Settings, API, and save both here.'

export const huntflowService = defineService({
  connector: 'huntflow',
  label: 'Huntflow',
  hosts: [{ host: 'api.huntflow.ru' }, { host: 'api.huntflow.ai' }],
  credentials: Credentials,
  defaultBaseUrl: 'https://api.huntflow.ru',
  surplusPath: '/v2',
  whoAmI: async (send, { baseUrl, credentials }) => {
    const response = await send({
      method: 'GET',
      url: `${baseUrl}/v2/me`,
      // Without a user agent Huntflow answers 400 (facts: huntflow, section 3.1).
      headers: { authorization: `Bearer ${credentials.accessToken}`, 'user-agent': 'switchyard' },
    })
    const me = response.status === 200 ? readAs(Me, response) : undefined
    if (me === undefined) throw refusal('huntflow', response, problemOf(response))
    return `${me.name} (${me.email})`
  },
})

function problemOf(response: HttpResponse): string | undefined {
  const error = readAs(Refusal, response)?.errors[0]
  if (error?.detail === 'token_expired') return `The access token has expired. ${NEW_PAIR}`
  if (response.status === 401)
    return `Huntflow does not know this token. Tokens of huntflow.ru and huntflow.ai are not the same. ${NEW_PAIR}`
  return error && `Huntflow refused: ${error.title}.`
}
