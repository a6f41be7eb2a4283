import { readClaims } from './read-claims.ts'
import { refuseOddForm } from './token-form.ts'
import { unauthorized } from './verify-addon-token.ts'

/** The workspace that the token names, unproven: only good for looking up what the token must then be compared with. */
export function readClaimedWorkspace(token: string): string {
  refuseOddForm(token)
  const claims = readClaims(readPayload(token.split('.')[1] ?? ''))
  if (!claims) throw unauthorized('The token is no add-on token.')
  return claims.workspaceId
}

function readPayload(part: string): object {
  let payload: unknown
  try {
    payload = JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch (error) {
    throw unauthorized('The token cannot be read.', error)
  }
  return typeof payload === 'object' && payload !== null ? payload : {}
}
