import type { AddressInfo } from 'node:net'

import { bindFaults, type FaultMembers } from '../shared/http/faults.ts'
import type { RequestLog } from '../shared/http/request-log.ts'
import { createWorld } from './create-world.ts'
import type { ClickUpFault } from './http/faults.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createServer } from './http/server.ts'
import { startLife } from './live.ts'
import { mutateIn, type Mutate } from './mutate.ts'
import { type ClickUpSandboxOptions, resolveOptions } from './options.ts'
import { CLICKUP_ROUTES } from './routes/all-routes.ts'
import type { ClickUpState } from './state/state.ts'
import type { NewGrant } from './tokens.ts'
import type { ClickUpDelivery } from './webhooks/delivery-queue.ts'
import type { World } from './world.ts'

/** Personal tokens of people of the seeded Workspace. */
interface SeededTokens {
  readonly owner: string
  readonly member: string
  /** Sees only the spaces to which it is invited. */
  readonly guest: string
}

export interface ClickUpSandbox extends Mutate, FaultMembers<ClickUpFault> {
  readonly origin: string
  /** What a client takes for https://api.clickup.com/api. */
  readonly apiUrl: string
  readonly teamId: string
  readonly tokens: SeededTokens
  readonly clientId: string
  readonly clientSecret: string
  /** Read it, compare with it; change it through the mutations. */
  readonly state: ClickUpState
  readonly requests: RequestLog<LoggedRequest>
  readonly deliveries: readonly ClickUpDelivery[]

  createToken(input: NewGrant & { readonly kind?: 'personal' | 'oauth' }): string
  revokeToken(token: string): void
  /** The code that OAuth brings back after the owner, or this person, agreed. */
  authorize(input?: NewGrant): string

  /** Done when every delivery, retries included, is over. */
  flush(): Promise<void>
  stop(): Promise<void>
}

/** Starts a fake ClickUp with a seeded Workspace on a loopback port. */
export async function startClickupSandbox(options: ClickUpSandboxOptions = {}): Promise<ClickUpSandbox> {
  const resolved = resolveOptions(options)
  const world = createWorld(resolved)
  const app = createServer(world, CLICKUP_ROUTES)
  await app.listen({ host: resolved.host, port: resolved.port })
  // Listening on a TCP port: the address is an object.
  world.origin = `http://${resolved.host}:${(app.server.address() as AddressInfo).port}`
  const life = resolved.liveEveryMs === undefined ? undefined : startLife(world, resolved.liveEveryMs)
  return {
    ...mutateIn(world),
    ...describe(world),
    ...bindTokens(world),
    ...bindFaults(world.faults),
    flush: () => world.deliveries.flush(),
    stop: async () => {
      life?.stop()
      await world.deliveries.stop()
      await app.close()
    },
  }
}

function describe(world: World) {
  return {
    origin: world.origin,
    apiUrl: `${world.origin}/api`,
    teamId: world.state.teamId,
    state: world.state,
    requests: world.requests,
    deliveries: world.deliveries.log,
  }
}

function bindTokens({ tokens, state }: World) {
  const teamIds = [state.teamId]
  const personal = (userId: number): string => tokens.makePersonal({ userId, teamIds })
  return {
    tokens: {
      owner: personal(state.ownerId),
      member: personal(state.memberId),
      guest: personal(state.guestId),
    },
    clientId: tokens.clientId,
    clientSecret: tokens.clientSecret,
    createToken: ({ kind, ...grant }: NewGrant & { readonly kind?: 'personal' | 'oauth' }) =>
      kind === 'oauth' ? tokens.makeOauth(grant) : tokens.makePersonal(grant),
    revokeToken: (token: string) => tokens.revoke(token),
    authorize: (input: NewGrant = { userId: state.ownerId, teamIds }) => tokens.makeCode(input),
  }
}
