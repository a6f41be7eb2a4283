import type { AddressInfo } from 'node:net'

import { bindFaults, type FaultMembers } from '../shared/http/faults.ts'
import type { RequestLog } from '../shared/http/request-log.ts'
import { createApplicant, type NewApplicant } from './applicants/create-applicant.ts'
import { createWorld } from './create-world.ts'
import type { HuntflowFault } from './http/faults.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createServer } from './http/server.ts'
import { type HuntflowSandboxOptions, resolveOptions } from './options.ts'
import { HUNTFLOW_ROUTES } from './routes/all-routes.ts'
import type { Applicant, VacancyState } from './state/model.ts'
import type { HuntflowState } from './state/state.ts'
import type { TokenPair } from './tokens.ts'
import type { World } from './world.ts'

export interface HuntflowSandbox extends FaultMembers<HuntflowFault> {
  readonly origin: string
  /** What a client takes for https://api.huntflow.ru: /v2 comes after it. */
  readonly apiUrl: string
  /** The organisation that the seeded person owns. */
  readonly accountId: number
  /** A pair of the seeded person. */
  readonly tokens: TokenPair
  /** Read it, compare with it. */
  readonly state: HuntflowState
  readonly requests: RequestLog<LoggedRequest>

  /** A further pair, of the seeded person when nobody is named. */
  createTokens(userId?: number): TokenPair
  /** As if its seven days were over; its refresh token works from now on. */
  expireToken(accessToken: string): void
  /** Both tokens of the pair are gone, as when a person deletes it. */
  revokeToken(accessToken: string): void

  /** What recruiters do meanwhile. */
  createApplicant(input: NewApplicant & { readonly accountId?: number }): Applicant
  deleteApplicant(id: number): void
  setVacancyState(id: number, state: VacancyState): void
  stop(): Promise<void>
}

/** Starts a fake Huntflow with seeded organisations on a loopback port. */
export async function startHuntflowSandbox(options: HuntflowSandboxOptions = {}): Promise<HuntflowSandbox> {
  const world = createWorld(resolveOptions(options))
  const app = createServer(world, HUNTFLOW_ROUTES)
  await app.listen({ host: world.options.host, port: world.options.port })
  // Listening on a TCP port: the address is an object.
  world.origin = `http://${world.options.host}:${(app.server.address() as AddressInfo).port}`
  return {
    origin: world.origin,
    apiUrl: world.origin,
    accountId: world.state.accounts.owned,
    state: world.state,
    requests: world.requests,
    ...bindTokens(world),
    ...bindFaults<HuntflowFault>(world.faults),
    ...bindPeople(world),
    stop: () => app.close(),
  }
}

function bindTokens({ tokens, state }: World) {
  return {
    tokens: tokens.issue(state.userId),
    createTokens: (userId = state.userId) => tokens.issue(userId),
    expireToken: (accessToken: string) => tokens.expire(accessToken),
    revokeToken: (accessToken: string) => tokens.revoke(accessToken),
  }
}

function bindPeople(world: World) {
  const { state } = world
  return {
    createApplicant: ({
      accountId = state.accounts.owned,
      ...input
    }: NewApplicant & { accountId?: number }) => createApplicant(world, accountId, input),
    deleteApplicant: (id: number) => void state.applicants.delete(id),
    setVacancyState: (id: number, next: VacancyState) => {
      const vacancy = state.vacancies.get(id)
      if (vacancy === undefined) throw new RangeError(`the sandbox has no vacancy ${id}`)
      vacancy.state = next
    },
  }
}
