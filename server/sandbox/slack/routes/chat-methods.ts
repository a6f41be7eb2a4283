import { requiredIn } from '../http/read-arguments.ts'
import { SlackError } from '../http/slack-error.ts'
import type { ApiMethod } from '../http/route.ts'
import { requireChannel, requireMember, requireMessage, requirePostable } from '../messages/access.ts'
import { readContent } from '../messages/read-content.ts'
import { changeMessage, deleteMessage, postMessage, whisper } from '../messages/write-message.ts'
import { messageView } from '../views/slack.view.ts'
import { nowMs, type World } from '../world.ts'

const needed = (args: Parameters<typeof requiredIn>[0], name: string): string =>
  requiredIn(args, [name])[name] ?? ''

function requireUser({ state }: World, id: string): string {
  if (!state.users.has(id)) throw new SlackError('user_not_found')
  return id
}

export const chatMethods: readonly ApiMethod[] = [
  {
    name: 'chat.postMessage',
    isRead: false,
    scope: 'chat:write',
    tier: 'none',
    call: (world, args) => {
      const channel = requirePostable(world, needed(args, 'channel'))
      const content = readContent(world, args)
      world.limits.admit({ tier: 'post', key: channel.id }, nowMs(world))
      const message = postMessage(world, channel, content)
      return { channel: channel.id, ts: message.ts, message: messageView(world, message, true) }
    },
  },
  {
    name: 'chat.update',
    isRead: false,
    scope: 'chat:write',
    tier: 3,
    call: (world, args) => {
      const { channel: id = '', ts = '' } = requiredIn(args, ['channel', 'ts'])
      const channel = requireChannel(world, id)
      if (channel.isArchived) throw new SlackError('is_archived')
      const message = requireMessage(channel, ts)
      if (message.userId !== world.state.botUserId) throw new SlackError('cant_update_message')
      changeMessage(world, message, readContent(world, args))
      return { channel: id, ts, text: message.text, message: messageView(world, message, true) }
    },
  },
  {
    name: 'chat.delete',
    isRead: false,
    scope: 'chat:write',
    tier: 3,
    call: (world, args) => {
      const { channel: id = '', ts = '' } = requiredIn(args, ['channel', 'ts'])
      const channel = requireChannel(world, id)
      const message = requireMessage(channel, ts)
      if (message.userId !== world.state.botUserId) throw new SlackError('cant_delete_message')
      deleteMessage(channel, ts)
      return { channel: id, ts }
    },
  },
  {
    name: 'chat.postEphemeral',
    isRead: false,
    scope: 'chat:write',
    tier: 4,
    call: (world, args) => {
      const { channel: wanted = '', user = '' } = requiredIn(args, ['channel', 'user'])
      const channel = requirePostable(world, wanted)
      requireMember(world, channel)
      const userId = requireUser(world, user)
      if (!channel.members.has(userId)) throw new SlackError('user_not_in_channel')
      return { message_ts: whisper(world, channel, { ...readContent(world, args), userId }).ts }
    },
  },
]
