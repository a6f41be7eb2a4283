import type { ApiMethod } from '../http/route.ts'

export const authMethods: readonly ApiMethod[] = [
  {
    name: 'auth.test',
    isRead: true,
    // Documented as special: hundreds a minute.
    tier: 'none',
    call: ({ state, origin }) => ({
      url: `${origin}/`,
      team: state.teamName,
      user: 'switchyard',
      team_id: state.teamId,
      user_id: state.botUserId,
      bot_id: state.botId,
      is_enterprise_install: false,
    }),
  },
]
