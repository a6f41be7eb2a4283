import type { Log } from '../../shared/log.ts'
import { hashToken, verifyInstallationToken, verifyWebhookToken } from '../tokens/index.ts'
import type { LifecycleClaims, TokenDeps } from '../tokens/index.ts'
import { eventPath } from '../webhooks/index.ts'
import { readApiHosts, readApiUrl, type ApiHosts, type CheckApiUrl } from './api-hosts.ts'
import { requireSameInstallation } from './require-same-installation.ts'
import type { InstalledWebhook } from './installation-webhook.store.ts'
import type { InstalledBody } from './lifecycle.schemas.ts'
import { normalisePath } from './normalise-path.ts'

export interface ReadInstalledDeps {
  readonly tokens: TokenDeps
  readonly log: Log
  readonly checkApiUrl: CheckApiUrl
  readonly baseUrl: () => string
  /** The events that the manifest declares. */
  readonly webhookEvents: readonly string[]
}

/** An INSTALLED body with every token in it verified and every host checked. */
export interface Installed extends ApiHosts {
  readonly addonId: string
  readonly token: string
  readonly installedBy: string | null
  readonly addonUserId: string | null
  readonly webhooks: readonly InstalledWebhook[]
}

export async function readInstalled(
  deps: ReadInstalledDeps,
  claims: LifecycleClaims,
  body: InstalledBody,
): Promise<Installed> {
  requireSameInstallation(claims, body, 'The body')
  const access = await verifyInstallationToken(deps.tokens, body.authToken)
  requireSameInstallation(claims, access, 'The installation token')
  if (body.apiUrl) readApiUrl(body.apiUrl, deps.checkApiUrl)
  return {
    addonId: claims.addonId,
    token: body.authToken,
    ...readApiHosts(access, deps.checkApiUrl),
    installedBy: body.asUser ?? null,
    addonUserId: body.addonUserId ?? null,
    webhooks: await readWebhooks(deps, claims, body.webhooks ?? []),
  }
}

async function readWebhooks(
  deps: ReadInstalledDeps,
  claims: LifecycleClaims,
  sent: NonNullable<InstalledBody['webhooks']>,
): Promise<readonly InstalledWebhook[]> {
  const events = new Map(deps.webhookEvents.map((event) => [eventPath(event), event]))
  const webhooks = new Map<string, InstalledWebhook>()
  for (const webhook of sent) {
    requireSameInstallation(
      claims,
      await verifyWebhookToken(deps.tokens, webhook.authToken),
      'A webhook token',
    )
    const path = normalisePath(webhook.path, deps.baseUrl())
    const eventType = events.get(path)
    if (eventType === undefined) deps.log.warn({ path }, 'a webhook path of the installation is not ours')
    else webhooks.set(path, { path, eventType, tokenHash: hashToken(webhook.authToken) })
  }
  return [...webhooks.values()]
}
