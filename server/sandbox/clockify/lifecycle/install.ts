import { AppError } from '../../../shared/errors.ts'
import { makeId } from '../state/ids.ts'
import { installationClaims, webhookClaims } from '../tokens/claims.ts'
import { nowMs, type World } from '../world.ts'
import { type AddonWebhook, addonUrl, type Installation, type Manifest } from './add-on.ts'
import { callLifecycle, fetchManifest } from './call-addon.ts'
import { readManifest } from './read-manifest.ts'
import { tokenContext } from './token-context.ts'

/** Reads the manifest, makes the tokens and tells the add-on; nothing stays installed if the add-on refuses. */
export async function install(world: World, input: { readonly baseUrl: string }): Promise<Installation> {
  if (world.addOn.installation) {
    throw new AppError('CONFLICT', 'An add-on is installed already: uninstall it first, or reinstall.')
  }
  const rules = { webhookCap: world.quirks.manifestWebhookCap, addonKey: world.options.addonKey }
  const manifest = readManifest(await fetchManifest(input.baseUrl), rules)
  const installation = makeInstallation(world, manifest)
  world.addOn.installation = installation
  world.addOn.settings =
    typeof manifest.settings === 'object' ? structuredClone(manifest.settings) : undefined
  const answer = await callLifecycle(world, installation, {
    type: 'INSTALLED',
    body: installedBody(world, installation),
  })
  if (answer === undefined || (answer.status >= 200 && answer.status < 300)) return installation
  world.addOn.installation = undefined
  throw new AppError('UPSTREAM_FAILED', `The add-on answered ${answer.status} to INSTALLED: ${answer.body}`)
}

function makeInstallation(world: World, manifest: Manifest): Installation {
  const newId = (): string => makeId(world.random, nowMs(world))
  const addonId = newId()
  const context = tokenContext(world, { addonKey: manifest.key, addonId })
  return {
    addonId,
    addonKey: manifest.key,
    addonUserId: newId(),
    manifest,
    authToken: world.signer.sign(installationClaims(context, world.state.ownerId)),
    webhooks: manifest.webhooks.map((webhook) => {
      const id = newId()
      return { ...webhook, id, authToken: world.signer.sign(webhookClaims(context, id)) }
    }),
    status: 'ACTIVE',
  }
}

function installedBody(world: World, installation: Installation): unknown {
  const { quirks, hosts, state } = world
  return {
    addonId: installation.addonId,
    authToken: installation.authToken,
    workspaceId: state.workspaceId,
    asUser: state.ownerId,
    apiUrl: quirks.apiUrlForm === 'bare' ? hosts.backendUrl : `${hosts.backendUrl}/v1`,
    ...(quirks.addonUserIdPresent ? { addonUserId: installation.addonUserId } : {}),
    ...(installation.webhooks.length > 0
      ? { webhooks: installation.webhooks.map((webhook) => installedWebhook(world, installation, webhook)) }
      : {}),
  }
}

function installedWebhook(world: World, installation: Installation, webhook: AddonWebhook): unknown {
  const { quirks } = world
  return {
    path: writtenPath(quirks.webhookPathForm, addonUrl(installation, webhook.path), webhook.path),
    ...(quirks.webhookTypePresent ? { webhookType: 'ADDON' } : {}),
    ...(quirks.webhookEventField ? { event: webhook.event } : {}),
    authToken: webhook.authToken,
  }
}

function writtenPath(form: World['quirks']['webhookPathForm'], url: string, path: string): string {
  if (form === 'full-url') return url
  return form === 'plain' ? path : `//${path.replace(/^\/+/, '')}`
}
