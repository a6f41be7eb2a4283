import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { Role } from '../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Db, type Tx } from '../../storage/db.ts'
import { shareReads } from '../../storage/share-reads.ts'
import { findInstallation } from '../addon/index.ts'
import type { Caller } from '../http/index.ts'
import { hashToken, isKnownToken, verifyUserToken, type TokenDeps } from '../tokens/index.ts'
import { readApiKey, type PresentedKey } from './api-key-format.ts'
import { findApiKeyByHash, updateApiKeyUse, type ApiKeyRow } from './api-key.store.ts'
import { findBrowserSession } from './browser-session.store.ts'
import type { Credential } from './read-credentials.ts'
import { readSessionToken } from './session-cookie.ts'

export interface RecogniseDeps {
  readonly db: Db
  readonly clock: Clock
  readonly tokens: TokenDeps
}

const USE_NOTED_EVERY_MS = 60_000
// Clocks differ; a token made just after the installation must not look older than it.
const TOLERANCE_MS = 30_000
const ADMIN_ROLES = new Set(['OWNER', 'ADMIN'])

const findShared = shareReads(findInstallation)

const RECOGNISERS: Record<Credential['kind'], (deps: RecogniseDeps, text: string) => Promise<Caller>> = {
  'api-key': recogniseApiKey,
  session: recogniseSession,
  'user-token': recogniseUserToken,
}

/** Who the credential belongs to; throws UNAUTHORIZED when it proves nobody. */
export async function recognise(deps: RecogniseDeps, credential: Credential): Promise<Caller> {
  return RECOGNISERS[credential.kind](deps, credential.text)
}

async function recogniseUserToken(deps: RecogniseDeps, token: string): Promise<Caller> {
  const claims = await verifyUserToken(deps.tokens, token)
  const { workspaceId, addonId, issuedAt } = claims
  const installation = await findShared(deps.db, claims)
  if (installation?.addonId !== addonId)
    throw unauthorized('The add-on is not installed in the workspace of this token any more.')
  if (installation.generation > 1 && issuedAt && isBefore(issuedAt, installation.installedAt))
    throw unauthorized('This token is older than the installation; reload the page to get a new one.')
  const role = ADMIN_ROLES.has(claims.workspaceRole.toUpperCase()) ? 'admin' : 'member'
  const actor = { type: 'user', id: claims.userId, role } as const
  return { scope: { workspaceId, actor }, role, userToken: token }
}

/** Only a reinstall leaves older tokens behind; after a first one, an early time comes from a slow clock. */
function isBefore(issuedAt: Date, installedAt: Date): boolean {
  return issuedAt.getTime() + TOLERANCE_MS < installedAt.getTime()
}

async function recogniseApiKey(deps: RecogniseDeps, text: string): Promise<Caller> {
  const presented = readApiKey(text)
  if (!presented) throw unauthorized('This is no API key: they look like swy_<workspace>_<secret>.')
  const key = await inWorkspace(deps.db, presented, (tx) => findUsedKey(deps, tx, { presented, text }))
  if (!key) throw unauthorized('This API key does not exist or was deleted.')
  return keyCaller(presented.workspaceId, key.id, key.role)
}

async function recogniseSession(deps: RecogniseDeps, text: string): Promise<Caller> {
  const presented = readSessionToken(text)
  const session =
    presented &&
    (await inWorkspaceAtOnce(deps.db, presented, (tx) =>
      findBrowserSession(tx, presented, presented.sessionId),
    ))
  if (!session || !isKnownToken(text, session.tokenHash) || session.expiresAt <= deps.clock.now())
    throw unauthorized('The session has ended; sign in again.')
  return keyCaller(presented.workspaceId, session.apiKeyId, session.role)
}

async function findUsedKey(
  deps: RecogniseDeps,
  tx: Tx,
  { presented, text }: { readonly presented: PresentedKey; readonly text: string },
): Promise<ApiKeyRow | undefined> {
  const key = await findApiKeyByHash(tx, presented, hashToken(text))
  if (!key || !isKnownToken(text, key.keyHash)) return undefined
  const now = deps.clock.now()
  if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) >= USE_NOTED_EVERY_MS)
    await updateApiKeyUse(tx, presented, { id: key.id, lastUsedAt: now })
  return key
}

function keyCaller(workspaceId: string, id: string, role: Role): Caller {
  return { scope: { workspaceId, actor: { type: 'api-key', id, role } }, role }
}

function unauthorized(detail: string): AppError {
  return new AppError('UNAUTHORIZED', detail)
}
