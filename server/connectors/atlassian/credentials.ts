import { Type, type Static } from 'typebox'
import type { Violation } from '../../shared/errors.ts'
import { secret } from '../../platform/connections/index.ts'

export const AtlassianCredentials = Type.Object({
  deployment: Type.Enum(['cloud', 'data-center'], {
    description: 'who runs it: Atlassian, or your own people',
  }),
  email: Type.Optional(
    Type.String({ description: 'Cloud: of the user who made the token', format: 'email', maxLength: 200 }),
  ),
  token: secret('Cloud: an API token; Data Center: a personal access token'),
})
export type AtlassianCredentials = Static<typeof AtlassianCredentials>
export type Deployment = AtlassianCredentials['deployment']

export const ATLASSIAN_HOSTS = [{ suffix: 'atlassian.net' }, { host: 'api.atlassian.com' }]

/** A Data Center's token names its user itself. */
export function missingEmail({ deployment, email }: AtlassianCredentials): readonly Violation[] {
  if (deployment !== 'cloud' || email !== undefined) return []
  return [{ in: 'body', pointer: '/email', message: 'is needed: the Cloud takes the token only with it' }]
}
