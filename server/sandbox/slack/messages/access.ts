import { hasScope } from '../http/authorize.ts'
import { SlackError } from '../http/slack-error.ts'
import type { Channel, Message } from '../state/model.ts'
import { findChannel } from '../state/state.ts'
import type { World } from '../world.ts'

/** A private channel that the app is not in is not there for it. */
export function requireChannel({ state }: World, id: string): Channel {
  const channel = state.channels.get(id)
  if (channel === undefined || (channel.isPrivate && !channel.members.has(state.botUserId)))
    throw new SlackError('channel_not_found')
  return channel
}

/** By its id or, with # or without, its name. */
export function requirePostable(world: World, wanted: string): Channel {
  const channel = requireChannel(world, findChannel(world.state, wanted)?.id ?? '')
  if (channel.isArchived) throw new SlackError('is_archived')
  const isMember = channel.members.has(world.state.botUserId)
  const mayAnywhere = world.quirks.publicWithoutMembership || hasScope(world, 'chat:write.public')
  if (!isMember && !mayAnywhere) throw new SlackError('not_in_channel')
  return channel
}

export function requireMember({ state }: World, channel: Channel): void {
  if (!channel.members.has(state.botUserId)) throw new SlackError('not_in_channel')
}

export function requireMessage(channel: Channel, ts: string): Message {
  const message = channel.messages.find((one) => one.ts === ts)
  if (message === undefined) throw new SlackError('message_not_found')
  return message
}
