import { Type } from 'typebox'
import { readAs, type Authorization } from '../../platform/connections/index.ts'
import { clickupError, codeOf } from './clickup-error.ts'
import { CLICKUP_API_URL, type ClickupCredentials } from './clickup-service.ts'

const TokenAnswer = Type.Object({ access_token: Type.String({ minLength: 8 }) })

interface Registration {
  readonly clientId: string
  readonly clientSecret: string
  /** ClickUp's own, or that of a stand-in. */
  readonly apiUrl: string
}

/** ClickUp's OAuth 2: no scopes, people choose Workspaces on its page; the token does not expire (facts: clickup, section 1.1). */
export function clickupAuthorization({ clientId, clientSecret, apiUrl }: Registration): Authorization {
  return {
    baseUrl: apiUrl,
    page: ({ redirectUri, state }) => {
      const page = apiUrl === CLICKUP_API_URL ? 'https://app.clickup.com/api' : standInPage(apiUrl)
      const query = new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state })
      return `${page}?${query.toString()}`
    },
    exchange: async (send, code): Promise<ClickupCredentials> => {
      const response = await send({
        method: 'POST',
        url: `${apiUrl}/v2/oauth/token`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, code }),
      })
      const isAnswer = response.status < 300 && codeOf(response) === undefined
      const answer = isAnswer ? readAs(TokenAnswer, response) : undefined
      if (answer === undefined) throw clickupError(response)
      return { token: answer.access_token }
    },
  }
}

function standInPage(apiUrl: string): string {
  return `${new URL(apiUrl).origin}/authorize`
}
