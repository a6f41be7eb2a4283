import type { Env } from './env.schema.ts'

/** As an app for OAuth 2. */
export interface ClickupRegistration {
  readonly clientId: string
  readonly clientSecret: string
  /** Undefined: ClickUp's own. Without a slash at its end. */
  readonly apiUrl: string | undefined
}

type ClickupEnv = Pick<Env, 'CLICKUP_CLIENT_ID' | 'CLICKUP_CLIENT_SECRET' | 'CLICKUP_API_URL'>

/** Both parts or none; the messages repeat neither. */
export function readClickup(env: ClickupEnv): ClickupRegistration | undefined {
  const { CLICKUP_CLIENT_ID: clientId, CLICKUP_CLIENT_SECRET: clientSecret, CLICKUP_API_URL: apiUrl } = env
  if (apiUrl !== undefined && !/^https?:\/\/[^\s?#]+$/.test(apiUrl))
    throw new Error('CLICKUP_API_URL must be an http or https address without a query')
  if (clientId === undefined && clientSecret === undefined) return undefined
  if (clientId === undefined || clientSecret === undefined)
    throw new Error('CLICKUP_CLIENT_ID and CLICKUP_CLIENT_SECRET go together: set both or none')
  return { clientId, clientSecret, apiUrl: apiUrl?.replace(/\/+$/, '') }
}
