import { randomBytes } from 'node:crypto'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'

/** A workspace whose API is at another address than the sandbox that signs for it. */
export interface WorkspaceElsewhere {
  readonly name: string
  readonly workspaceId: string
  /** Of its owner. */
  readonly headers: Readonly<Record<string, string>>
}

const HALF_AN_HOUR_S = 1_800

/** Installs the add-on there: only the platform's key decides what an installation may say of itself. */
export async function installElsewhere(
  sandbox: ClockifySandbox,
  baseUrl: string,
  place: { readonly name: string; readonly apiUrl: string },
): Promise<WorkspaceElsewhere> {
  const workspaceId = randomBytes(12).toString('hex')
  const addonId = randomBytes(12).toString('hex')
  const nowS = Math.floor(Date.now() / 1_000)
  const identity = { iss: 'clockify', sub: 'switchyard', type: 'addon', workspaceId, addonId }
  const access = { ...identity, user: 'owner', backendUrl: place.apiUrl, reportsUrl: place.apiUrl }
  const authToken = sandbox.signToken({ ...access, exp: nowS + 1_000 * HALF_AN_HOUR_S })
  const answer = await fetch(`${baseUrl}/lifecycle/installed`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-addon-lifecycle-token': sandbox.signToken({ ...identity, iat: nowS, exp: nowS + 60 }),
    },
    body: JSON.stringify({ addonId, workspaceId, asUser: 'owner', apiUrl: place.apiUrl, authToken }),
  })
  if (!answer.ok) throw new Error(`installing ${place.name}: ${answer.status} ${await answer.text()}`)
  const userToken = sandbox.signToken({ ...access, workspaceRole: 'OWNER', exp: nowS + 2 * HALF_AN_HOUR_S })
  return { name: place.name, workspaceId, headers: { authorization: `Bearer ${userToken}` } }
}
