import { limitIn, requiredIn } from '../http/read-arguments.ts'
import { pageOf } from '../http/paging.ts'
import type { ApiMethod } from '../http/route.ts'
import { SlackError } from '../http/slack-error.ts'
import { userView } from '../views/slack.view.ts'
import { nowMs } from '../world.ts'

export const userMethods: readonly ApiMethod[] = [
  {
    name: 'users.info',
    isRead: true,
    scope: 'users:read',
    tier: 4,
    call: (world, args) => {
      const { user: id = '' } = requiredIn(args, ['user'])
      const user = world.state.users.get(id)
      if (user === undefined) throw new SlackError('user_not_found')
      return { user: userView(world, user) }
    },
  },
  {
    name: 'users.lookupByEmail',
    isRead: true,
    scope: 'users:read.email',
    tier: 3,
    call: (world, args) => {
      const { email = '' } = requiredIn(args, ['email'])
      const user = [...world.state.users.values()].find(
        (one) => !one.isDeleted && one.email?.toLowerCase() === email.toLowerCase(),
      )
      if (user === undefined) throw new SlackError('users_not_found')
      return { user: userView(world, user) }
    },
  },
  {
    name: 'users.list',
    isRead: true,
    scope: 'users:read',
    tier: 2,
    call: (world, args) => {
      const users = [...world.state.users.values()]
      // Without a limit everybody comes at once.
      const limit = limitIn(args, { usual: users.length, most: 1_000 })
      const { items, nextCursor } = pageOf(users, args, { limit, kind: 'user', idOf: ({ id }) => id })
      return {
        members: items.map((user) => userView(world, user)),
        cache_ts: Math.floor(nowMs(world) / 1_000),
        response_metadata: { next_cursor: nextCursor },
      }
    },
  },
]
