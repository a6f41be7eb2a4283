import { isIP } from 'node:net'
import type { SlackClient } from '../../../connectors/slack/index.ts'
import { isPublicAddress } from '../../../platform/outbound/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { findLastClickAt } from '../claims/claim.store.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import type { SlackSetupView } from './slack.schemas.ts'

/** Whether Slack is set up as far as claims need it; nothing is sent. */
export async function readSetup(
  deps: Pick<TaskUpsertDeps, 'db' | 'openSlack' | 'baseUrl'>,
  scope: WorkspaceScope,
): Promise<SlackSetupView> {
  const slack = await openIfThere(deps, scope)
  const lastClickAt = await inWorkspaceAtOnce(deps.db, scope, (tx) => findLastClickAt(tx, scope))
  const baseUrl = deps.baseUrl()
  return {
    connected: slack !== undefined,
    mode: slack?.mode ?? null,
    channel: slack?.channel ?? null,
    requestUrl: slack === undefined ? null : `${baseUrl}/webhooks/slack/${slack.connectionId}`,
    isPublic: isReachable(baseUrl),
    lastClickAt: lastClickAt?.toISOString() ?? null,
  }
}

async function openIfThere(
  { openSlack }: Pick<TaskUpsertDeps, 'openSlack'>,
  scope: WorkspaceScope,
): Promise<SlackClient | undefined> {
  try {
    return await openSlack(scope, 'interactive')
  } catch (error) {
    if (error instanceof AppError && error.code === 'CONFLICT') return undefined
    throw error
  }
}

/** As far as its name tells. */
function isReachable(baseUrl: string): boolean {
  const { protocol, hostname } = new URL(baseUrl)
  const address = hostname.replaceAll(/^\[|\]$/g, '')
  if (protocol !== 'https:') return false
  if (isIP(address) !== 0) return isPublicAddress(address)
  return address.includes('.') && !/\.(local|internal|lan|home|localhost)$/.test(address)
}
