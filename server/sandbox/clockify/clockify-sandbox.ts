import type { AddressInfo } from 'node:net'

import type { RequestLog } from '../shared/http/request-log.ts'
import { createBackground } from './background.ts'
import { createWorld, hostsAt } from './create-world.ts'
import { readApiDocument } from './http/document.ts'
import type { Fault } from './http/faults.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createServer } from './http/server.ts'
import type { Installation, InstallationStatus } from './lifecycle/add-on.ts'
import * as lifecycle from './lifecycle/change-installation.ts'
import { install } from './lifecycle/install.ts'
import type { SettingChange } from './lifecycle/settings.ts'
import { startLife } from './live.ts'
import { mutateIn, type Mutate } from './mutate.ts'
import { type ClockifySandboxOptions, resolveOptions } from './options.ts'
import { addOnRoutes } from './routes/add-on.routes.ts'
import { WRITTEN_ROUTES } from './routes/all-routes.ts'
import { documentedRoutes } from './routes/documented.routes.ts'
import { makeId } from './state/ids.ts'
import type { WorkspaceState } from './state/state.ts'
import type { Claims } from './tokens/claims.ts'
import { currentClaims, issueLifecycleToken, issueUserToken, type UserTokenInput } from './tokens/issue.ts'
import { generateSandboxKeys } from './tokens/keys.ts'
import type { Forgery } from './tokens/sign-token.ts'
import { addUserWebhook, type NewUserWebhook } from './webhooks/add-user-webhook.ts'
import type { Delivery } from './webhooks/delivery-queue.ts'
import { emit } from './webhooks/emit.ts'
import type { UserWebhook } from './webhooks/user-webhook.ts'
import { nowMs, type World } from './world.ts'

export interface ClockifySandbox extends Mutate {
  readonly origin: string
  readonly apiUrl: string
  readonly backendUrl: string
  readonly reportsUrl: string
  readonly publicKeyPem: string
  readonly workspaceId: string
  /** Read it, compare with it; change it through the mutations. */
  readonly state: WorkspaceState
  readonly requests: RequestLog<LoggedRequest>
  readonly deliveries: readonly Delivery[]
  /** What failed where nobody waited, such as telling the add-on of changed settings. */
  readonly backgroundFailures: readonly unknown[]
  readonly installation: Installation | undefined

  install(input: { readonly baseUrl: string }): Promise<Installation>
  reinstall(): Promise<Installation>
  uninstall(): Promise<lifecycle.Told>
  setStatus(status: InstallationStatus): Promise<lifecycle.Told>
  changeSettings(changes: readonly SettingChange[]): Promise<lifecycle.Told>

  installationToken(): string
  userToken(input?: UserTokenInput): string
  lifecycleToken(changes?: Claims): string
  /** The claims of the installation token, to change and sign again. */
  claims(): Claims
  signToken(claims: Claims, forgery?: Forgery): string
  /** A personal API key of this user, the owner when absent. */
  createApiKey(userId?: string): string
  createUserWebhook(input: NewUserWebhook): UserWebhook

  /** Sends any event with any body. */
  emit(event: string, body: unknown): void
  failNext(fault: Fault): void
  clearFaults(): void
  /** Done when every delivery, retries included, and all background work is over. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Starts a fake Clockify with a seeded workspace on a loopback port. */
export async function startClockifySandbox(options: ClockifySandboxOptions = {}): Promise<ClockifySandbox> {
  const resolved = resolveOptions(options)
  const keys = options.keys ?? (await generateSandboxKeys())
  const background = createBackground()
  const world = createWorld({ options: resolved, keys, background: background.run })
  const written = [...WRITTEN_ROUTES, ...addOnRoutes]
  const app = createServer(world, [...written, ...documentedRoutes(readApiDocument(), written)])
  await app.listen({ host: resolved.host, port: resolved.port })
  // Listening on a TCP port: the address is an object.
  const origin = `http://${resolved.host}:${(app.server.address() as AddressInfo).port}`
  world.hosts = hostsAt(origin)
  const life = resolved.liveEveryMs === undefined ? undefined : startLife(world, resolved.liveEveryMs)
  return {
    ...mutateIn(world),
    ...describe(world, origin),
    ...bindTokens(world),
    ...bindLifecycle(world),
    publicKeyPem: keys.publicKeyPem,
    backgroundFailures: background.failures,
    get installation() {
      return world.addOn.installation
    },
    flush: async () => {
      await background.settled()
      await world.deliveries.flush()
    },
    stop: async () => {
      life?.stop()
      await world.deliveries.stop()
      await app.close()
    },
  }
}

function describe(world: World, origin: string) {
  return {
    origin,
    apiUrl: world.hosts.backendUrl,
    backendUrl: world.hosts.backendUrl,
    reportsUrl: world.hosts.reportsUrl,
    workspaceId: world.state.workspaceId,
    state: world.state,
    requests: world.requests,
    deliveries: world.deliveries.log,
    emit: (event: string, body: unknown) => emit(world, event, body),
    createUserWebhook: (input: NewUserWebhook) => addUserWebhook(world, input),
    failNext: world.faults.failNext,
    clearFaults: world.faults.clear,
  }
}

function bindTokens(world: World) {
  return {
    installationToken: () => lifecycle.requireInstallation(world).authToken,
    userToken: (input?: UserTokenInput) => issueUserToken(world, input),
    lifecycleToken: (changes?: Claims) => issueLifecycleToken(world, changes),
    claims: () => currentClaims(world),
    signToken: world.signer.sign,
    createApiKey: (userId = world.state.ownerId) => {
      const key = makeId(world.random, nowMs(world)) + makeId(world.random, nowMs(world))
      world.apiKeys.set(key, userId)
      return key
    },
  }
}

function bindLifecycle(world: World) {
  return {
    install: (input: { readonly baseUrl: string }) => install(world, input),
    reinstall: () => lifecycle.reinstall(world),
    uninstall: () => lifecycle.uninstall(world),
    setStatus: (status: InstallationStatus) => lifecycle.setStatus(world, status),
    changeSettings: (changes: readonly SettingChange[]) => lifecycle.changeSettings(world, changes),
  }
}
