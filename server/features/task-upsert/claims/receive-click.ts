import type { IncomingHttpHeaders } from 'node:http'
import { isSignedBySlack, readSigningSecret } from '../../../connectors/slack/index.ts'
import { findInstallation } from '../../../platform/addon/index.ts'
import type { connectionOwners } from '../../../platform/connections/index.ts'
import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { insertTaskEvent } from '../tasks/task-event.store.ts'
import { findTrackedOfTask } from '../tasks/tracked-task.store.ts'
import { claimJob } from './claim-job.ts'
import { countClaimsAhead, insertClaim } from './claim.store.ts'
import { nextTurn } from './next-turn.ts'
import { readClick, type Click } from './read-click.ts'
import { RESPONSE_PURPOSE } from './response-address.ts'

export interface DoorDeps extends Pick<TaskUpsertDeps, 'db' | 'vault' | 'clock'> {
  readonly ownerOf: ReturnType<typeof connectionOwners>
}

interface Arrival {
  readonly connectionId: string
  readonly headers: IncomingHttpHeaders
  /** As it came, byte for byte. */
  readonly body: Buffer
}

const INACTIVE = 'The add-on is inactive in this workspace, so clicks do nothing.'

/** Stores a click of ours once, to be carried out by a job. FORBIDDEN, whatever is wrong with the request. */
export async function receiveClick(deps: DoorDeps, { connectionId, headers, body }: Arrival): Promise<void> {
  const workspaceId = await deps.ownerOf(connectionId)
  if (workspaceId === undefined) throw refused()
  const scope: WorkspaceScope = { workspaceId, actor: { type: 'webhook', id: connectionId } }
  const signingSecret = await secretOf(deps, scope)
  const now = deps.clock.now()
  if (!isSignedBySlack({ signingSecret, headers, body, now })) throw refused()
  const click = readClick(body)
  if (click === undefined) return
  await inWorkspace(deps.db, scope, (tx) => storeClick(deps, { tx, scope }, click))
}

async function storeClick(
  { clock, vault }: DoorDeps,
  { tx, scope }: { readonly tx: Tx; readonly scope: WorkspaceScope },
  { kind, taskId, slackUserId, slackUserName, key, responseUrl }: Click,
): Promise<void> {
  const tracked = await findTrackedOfTask(tx, scope, taskId)
  if (tracked === undefined) return
  const isInactive = (await findInstallation(tx, scope))?.status === 'INACTIVE'
  const id = newId()
  const at = clock.now()
  const isNew = await insertClaim(tx, scope, {
    id,
    kind,
    slackUserId,
    slackUserName,
    trackedId: tracked.id,
    clickKey: key,
    responseUrlSealed:
      responseUrl === null
        ? null
        : await vault.seal(tx, scope, { purpose: RESPONSE_PURPOSE, text: responseUrl }),
    requestedAt: at,
    ...(isInactive ? { status: 'failed', reason: INACTIVE, finishedAt: at } : {}),
  })
  if (!isNew) return
  if (isInactive)
    await insertTaskEvent(tx, scope, {
      trackedId: tracked.id,
      kind: 'claim-failed',
      detail: `${slackUserName}: ${INACTIVE}`,
      actor: { type: 'slack', id: slackUserId },
      at,
    })
  else {
    const ahead = await countClaimsAhead(tx, scope, { id, trackedId: tracked.id })
    await enqueueJob(tx, scope, {
      definition: claimJob,
      payload: { claimId: id },
      ...(ahead === 0 ? {} : { runAt: nextTurn(at, ahead) }),
    })
  }
}

/** Nobody learns whether there is such a connection. */
async function secretOf(deps: DoorDeps, scope: WorkspaceScope): Promise<string> {
  try {
    return await readSigningSecret(deps, scope)
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') throw refused()
    throw error
  }
}

function refused(): AppError {
  return new AppError(
    'FORBIDDEN',
    'This is not signed by the Slack app of this connection, or too long ago. Save the signing secret of the app with the connection, and check the clock of the server.',
  )
}
