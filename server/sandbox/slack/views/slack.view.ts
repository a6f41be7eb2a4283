import { hasScope } from '../http/authorize.ts'
import type { Channel, Message, User } from '../state/model.ts'
import type { World } from '../world.ts'

export function userView(world: World, user: User): object {
  const { id, handle, realName, displayName, email, isBot, isDeleted } = user
  const mail = email !== null && hasScope(world, 'users:read.email') ? { email } : {}
  return {
    id,
    team_id: world.state.teamId,
    name: handle,
    deleted: isDeleted,
    ...(isDeleted ? {} : { real_name: realName, tz: 'Europe/Madrid' }),
    is_bot: isBot,
    is_app_user: false,
    updated: 1_700_000_000,
    profile: {
      real_name: realName,
      real_name_normalized: realName,
      display_name: displayName,
      display_name_normalized: displayName,
      ...mail,
      team: world.state.teamId,
    },
  }
}

export function channelView({ state }: World, channel: Channel): object {
  const { id, name, isPrivate, isArchived, members, createdMs } = channel
  return {
    id,
    name,
    name_normalized: name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_archived: isArchived,
    is_member: members.has(state.botUserId),
    created: Math.floor(createdMs / 1_000),
    num_members: members.size,
  }
}

export function messageView({ state }: World, message: Message, withMetadata: boolean): object {
  const { ts, userId, text, blocks, metadata, editedTs } = message
  const isOurs = userId === state.botUserId
  return {
    type: 'message',
    user: userId,
    ...(isOurs ? { bot_id: state.botId, app_id: state.appId } : {}),
    team: state.teamId,
    ts,
    text,
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(editedTs === undefined ? {} : { edited: { user: userId, ts: editedTs } }),
  }
}
