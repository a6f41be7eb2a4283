import type { AddressInfo } from 'node:net'

import { bindFaults, type FaultMembers } from '../shared/http/faults.ts'
import type { RequestLog } from '../shared/http/request-log.ts'
import { type ClickOutcome, deliver, sendClick, type SentBytes, type SentClick } from './clicks/send-click.ts'
import { createWorld } from './create-world.ts'
import type { SlackFault } from './http/faults.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createServer } from './http/server.ts'
import { deleteMessage, postMessage } from './messages/write-message.ts'
import { resolveOptions, type SlackSandboxOptions } from './options.ts'
import { apiRoutes } from './routes/api.routes.ts'
import { hookRoutes } from './routes/hook.routes.ts'
import { pageRoutes } from './routes/page.routes.ts'
import { makeUser } from './seed/seed-slack.ts'
import type { Channel, Message, User, Whisper } from './state/model.ts'
import { findChannel, type SeededChannels, type SlackState, type TokenProblem } from './state/state.ts'
import type { World } from './world.ts'

export interface NewUser {
  readonly name: string
  readonly email?: string | null
  readonly isBot?: boolean
}

export interface SlackSandbox extends FaultMembers<SlackFault> {
  /** Its page shows the channels, with buttons that work. */
  readonly origin: string
  /** What a client takes for https://slack.com/api. */
  readonly apiUrl: string
  readonly botToken: string
  readonly signingSecret: string
  /** Of the app, into the channel `claims`. */
  readonly webhookUrl: string
  readonly channels: SeededChannels
  /** Read it, compare with it. */
  readonly state: SlackState
  readonly requests: RequestLog<LoggedRequest>

  /** Oldest first; by id or name. */
  messages(channel: string): readonly Message[]
  /** What only this person can see. */
  whispers(userId: string): readonly Whisper[]
  /** By name or e-mail; throws where nobody is called so. */
  user(nameOrEmail: string): User

  /** Where clicks are told. */
  setRequestUrl(url: string): void
  click(click: SentClick): Promise<ClickOutcome>
  /** The very same bytes, as somebody who has recorded them would send them. */
  resend(sent: SentBytes): Promise<Pick<ClickOutcome, 'status' | 'body' | 'tookMs' | 'problem'>>

  /** What people and admins do meanwhile. */
  createUser(input: NewUser): User
  deleteUser(id: string): void
  /** Of the person, not of the app. */
  say(channel: string, userId: string, text: string): Message
  deleteMessage(channel: string, ts: string): void
  setArchived(channel: string, isArchived: boolean): void
  /** Takes the app into the channel, or out of it. */
  setMembership(channel: string, isMember: boolean): void
  setScopes(scopes: readonly string[]): void
  revokeToken(problem?: TokenProblem): void
  restoreToken(): void
  removeWebhook(): void
  stop(): Promise<void>
}

/** Starts a fake Slack with a seeded workspace on a loopback port. */
export async function startSlackSandbox(options: SlackSandboxOptions = {}): Promise<SlackSandbox> {
  const world = createWorld(resolveOptions(options))
  const app = createServer(world, [...apiRoutes, ...hookRoutes, ...pageRoutes])
  await app.listen({ host: world.options.host, port: world.options.port })
  // Listening on a TCP port: the address is an object.
  world.origin = `http://${world.options.host}:${(app.server.address() as AddressInfo).port}`
  const { state, origin } = world
  return {
    origin,
    apiUrl: `${origin}/api`,
    botToken: state.botToken,
    signingSecret: state.signingSecret,
    webhookUrl: origin + (state.hook?.path ?? ''),
    channels: state.seeded,
    state,
    requests: world.requests,
    ...bindFaults<SlackFault>(world.faults),
    ...bindReading(world),
    ...bindClicks(world),
    ...bindPeople(world),
    ...bindAdmin(world),
    stop: async () => {
      await app.close()
      await world.agent.destroy()
      await Promise.all(world.clicks)
    },
  }
}

function bindReading({ state }: World) {
  return {
    messages: (channel: string) => requireChannel(state, channel).messages,
    whispers: (userId: string) => state.whispers.filter((one) => one.userId === userId),
    user: (wanted: string) => {
      const found = [...state.users.values()].find(
        ({ realName, email }) => realName === wanted || email?.toLowerCase() === wanted.toLowerCase(),
      )
      if (found === undefined) throw new RangeError(`the sandbox has no user ${wanted}`)
      return found
    },
  }
}

function bindClicks(world: World) {
  return {
    setRequestUrl: (url: string) => void (world.state.requestUrl = url),
    click: (click: SentClick) => sendClick(world, click),
    resend: (sent: SentBytes) => deliver(world, sent),
  }
}

function bindPeople(world: World) {
  const { state, random } = world
  return {
    createUser: ({ name, email = null, isBot = false }: NewUser) => {
      const user = makeUser(random, { name, email, isBot })
      state.users.set(user.id, user)
      for (const { members, isPrivate } of state.channels.values()) if (!isPrivate) members.add(user.id)
      return user
    },
    deleteUser: (id: string) => {
      const user = state.users.get(id)
      if (user === undefined) throw new RangeError(`the sandbox has no user ${id}`)
      user.isDeleted = true
    },
    say: (channel: string, userId: string, text: string) =>
      postMessage(world, requireChannel(state, channel), { text, userId }),
    deleteMessage: (channel: string, ts: string) => {
      if (!deleteMessage(requireChannel(state, channel), ts))
        throw new RangeError(`the sandbox has no message ${ts}`)
    },
  }
}

function bindAdmin({ state }: World) {
  return {
    setArchived: (channel: string, isArchived: boolean) =>
      void (requireChannel(state, channel).isArchived = isArchived),
    setMembership: (channel: string, isMember: boolean) => {
      const { members } = requireChannel(state, channel)
      if (isMember) members.add(state.botUserId)
      else members.delete(state.botUserId)
    },
    setScopes: (scopes: readonly string[]) => void (state.scopes = scopes),
    revokeToken: (problem: TokenProblem = 'token_revoked') => void (state.tokenProblem = problem),
    restoreToken: () => void (state.tokenProblem = undefined),
    removeWebhook: () => void (state.hook = undefined),
  }
}

function requireChannel(state: SlackState, wanted: string): Channel {
  const channel = findChannel(state, wanted)
  if (channel === undefined) throw new RangeError(`the sandbox has no channel ${wanted}`)
  return channel
}
