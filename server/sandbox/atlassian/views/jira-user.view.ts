import type { Dialect, User } from '../state/model.ts'
import type { World } from '../world.ts'
import { jiraUrl } from './jira-url.ts'

const SIZES = ['48x48', '24x24', '16x16', '32x32'] as const

function avatars(world: World, dialect: Dialect): object {
  const url = `${jiraUrl(world, dialect, '/universal_avatar/view/type/user')}/avatar/1`
  return Object.fromEntries(SIZES.map((size) => [size, url]))
}

export function jiraUserView(world: World, dialect: Dialect, user: User): object {
  const { displayName, isActive: active, timeZone, accountId, username, userKey, email } = user
  const common = { displayName, active, timeZone, avatarUrls: avatars(world, dialect) }
  if (dialect === 'data-center')
    return {
      self: jiraUrl(world, dialect, `/user?username=${encodeURIComponent(username)}`),
      name: username,
      key: userKey,
      emailAddress: email,
      ...common,
    }
  return {
    self: jiraUrl(world, dialect, `/user?accountId=${encodeURIComponent(accountId)}`),
    accountId,
    accountType: 'atlassian',
    ...(user.isEmailVisible ? { emailAddress: email } : {}),
    ...common,
  }
}
