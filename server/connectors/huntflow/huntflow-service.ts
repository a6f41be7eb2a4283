import { Type, type Static } from 'typebox'
import { defineService, readAs, secret } from '../../platform/connections/index.ts'
import { huntflowError } from './huntflow-error.ts'

const Credentials = Type.Object({
  accessToken: secret('valid for seven days'),
  refreshToken: secret('of the same pair'),
})
export type HuntflowCredentials = Static<typeof Credentials>

const Me = Type.Object({ name: Type.String(), email: Type.String() })

// An access token lives for seven days, and can be renewed for seven more (facts: huntflow, section 3.1); it may be nearly seven days old
// when it is saved.
const DAY_MS = 86_400_000

export const huntflowService = defineService({
  connector: 'huntflow',
  label: 'Huntflow',
  hosts: [{ host: 'api.huntflow.ru' }, { host: 'api.huntflow.ai' }],
  credentials: Credentials,
  defaultBaseUrl: 'https://api.huntflow.ru',
  surplusPath: '/v2',
  keepAliveMs: 7 * DAY_MS,
  whoAmI: async (send, { baseUrl, credentials }) => {
    const response = await send({
      method: 'GET',
      url: `${baseUrl}/v2/me`,
      headers: headersOf(credentials),
    })
    const me = response.status === 200 ? readAs(Me, response) : undefined
    if (me === undefined) throw huntflowError(response)
    return `${me.name} (${me.email})`
  },
})

/** Without a user agent Huntflow answers 400 (facts: huntflow, section 3.1). */
export function headersOf({ accessToken }: HuntflowCredentials) {
  return { authorization: `Bearer ${accessToken}`, 'user-agent': 'switchyard' }
}
