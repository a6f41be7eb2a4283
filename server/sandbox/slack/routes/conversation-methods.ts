import { requireScope } from '../http/authorize.ts'
import { pageOf } from '../http/paging.ts'
import { type Args, flagIn, limitIn, requiredIn, textIn } from '../http/read-arguments.ts'
import type { ApiMethod } from '../http/route.ts'
import { invalidArguments, SlackError } from '../http/slack-error.ts'
import { requireChannel, requireMember } from '../messages/access.ts'
import type { Channel, Message } from '../state/model.ts'
import { channelView, messageView } from '../views/slack.view.ts'
import { nowMs, type World } from '../world.ts'

const TYPES = ['public_channel', 'private_channel', 'mpim', 'im'] as const

function listChannels(world: World, args: Args): object {
  const types = (textIn(args, 'types') ?? 'public_channel').split(',')
  if (types.some((type) => !TYPES.some((one) => one === type))) throw new SlackError('invalid_types')
  if (types.includes('public_channel')) requireScope(world, 'channels:read')
  if (types.includes('private_channel')) requireScope(world, 'groups:read')
  const isLeftOut = flagIn(args, 'exclude_archived')
  const found = [...world.state.channels.values()].filter(
    (channel) => isListed(world, channel, types) && !(isLeftOut && channel.isArchived),
  )
  const limit = limitIn(args, { usual: 100, most: 1_000 })
  const { items, nextCursor } = pageOf(found, args, { limit, kind: 'team', idOf: ({ id }) => id })
  return {
    channels: items.map((channel) => channelView(world, channel)),
    response_metadata: { next_cursor: nextCursor },
  }
}

function isListed({ state }: World, channel: Channel, types: readonly string[]): boolean {
  if (!channel.isPrivate) return types.includes('public_channel')
  return types.includes('private_channel') && channel.members.has(state.botUserId)
}

/** Newest first. */
function readHistory(world: World, args: Args): object {
  const { channel: id = '' } = requiredIn(args, ['channel'])
  const channel = requireChannel(world, id)
  requireScope(world, channel.isPrivate ? 'groups:history' : 'channels:history')
  requireMember(world, channel)
  const isSmall = world.quirks.smallHistory
  world.limits.admit({ tier: isSmall ? 1 : 3, key: 'conversations.history' }, nowMs(world))
  const asked = limitIn(args, { usual: 100, most: 999 })
  const limit = isSmall ? Math.min(asked, 15) : asked
  const found = messagesBetween(channel, args).toReversed()
  const { items, nextCursor } = pageOf(found, args, {
    limit,
    kind: 'next_ts',
    idOf: ({ ts }) => ts.replace('.', ''),
  })
  const withMetadata = flagIn(args, 'include_all_metadata')
  return {
    messages: items.map((message) => messageView(world, message, withMetadata)),
    has_more: nextCursor !== '',
    pin_count: 0,
    ...(nextCursor === '' ? {} : { response_metadata: { next_cursor: nextCursor } }),
  }
}

/** Both ends are left out unless `inclusive` says otherwise; oldest first. */
function messagesBetween(channel: Channel, args: Args): readonly Message[] {
  const oldest = microsIn(args, 'oldest') ?? 0
  const latest = microsIn(args, 'latest') ?? Number.POSITIVE_INFINITY
  const isInclusive = flagIn(args, 'inclusive')
  return channel.messages.filter(({ ts }) => {
    const micros = Number(ts.replace('.', ''))
    return isInclusive ? micros >= oldest && micros <= latest : micros > oldest && micros < latest
  })
}

function microsIn(args: Args, name: 'oldest' | 'latest'): number | undefined {
  const text = textIn(args, name)
  if (text === undefined) return undefined
  if (!/^\d+(\.\d{1,6})?$/.test(text)) throw invalidArguments([`invalid ts [json-pointer:/${name}]`])
  const [seconds = '', places = ''] = text.split('.')
  return Number(seconds + places.padEnd(6, '0'))
}

export const conversationMethods: readonly ApiMethod[] = [
  { name: 'conversations.list', isRead: true, tier: 2, call: listChannels },
  {
    name: 'conversations.info',
    isRead: true,
    tier: 3,
    call: (world, args) => {
      const { channel: id = '' } = requiredIn(args, ['channel'])
      const channel = requireChannel(world, id)
      requireScope(world, channel.isPrivate ? 'groups:read' : 'channels:read')
      return { channel: channelView(world, channel) }
    },
  },
  // Its tier depends on what kind of app asks.
  { name: 'conversations.history', isRead: true, tier: 'none', call: readHistory },
]
