import { Type } from 'typebox'
import { readAs, type ServiceAccess } from '../../platform/connections/index.ts'
import { UpstreamError, type HttpResponse } from '../../platform/outbound/index.ts'
import { huntflowProblem, isExpired, NEW_PAIR } from './huntflow-error.ts'
import { headersOf, huntflowService, type HuntflowCredentials } from './huntflow-service.ts'

const Pair = Type.Object({
  access_token: Type.String({ minLength: 1 }),
  refresh_token: Type.String({ minLength: 1 }),
})

/** How Huntflow is asked: ten requests a second for each token, and a pair of tokens that renews itself (facts: huntflow, section 3.1). */
export const huntflowAccess: ServiceAccess<HuntflowCredentials> = {
  service: huntflowService,
  rate: { count: 10, ms: 1_000 },
  mostAtOnce: 8,
  headersOf,
  deadProblem: (response) =>
    response.status === 401 && !isExpired(response) ? huntflowProblem(response) : undefined,
  renewal: {
    isDue: isExpired,
    ask: async (send, { baseUrl, credentials }) => {
      const response = await send({
        method: 'POST',
        url: `${baseUrl}/v2/token/refresh`,
        headers: { 'user-agent': headersOf(credentials)['user-agent'], 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token: credentials.refreshToken }),
      })
      const pair = response.status === 200 ? readAs(Pair, response) : undefined
      if (pair === undefined) throw refused(response)
      return { accessToken: pair.access_token, refreshToken: pair.refresh_token }
    },
  },
}

function refused(response: HttpResponse): UpstreamError {
  if (response.status < 500 && response.status !== 429)
    return new UpstreamError({
      service: 'huntflow',
      kind: 'unauthorized',
      status: response.status,
      detail: `The access token has expired, and Huntflow gives no new one for its refresh token. ${NEW_PAIR}`,
    })
  return new UpstreamError({ service: 'huntflow', kind: 'unavailable', status: response.status })
}
