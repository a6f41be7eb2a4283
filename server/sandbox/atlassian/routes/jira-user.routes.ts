import { badRequest, notFound } from '../http/api-error.ts'
import { offsetPage } from '../http/paging.ts'
import { type ApiRequest, ok, type Route } from '../http/route.ts'
import { findUser, userOf } from '../state/look-up.ts'
import type { User } from '../state/model.ts'
import { jiraUserView } from '../views/jira-user.view.ts'
import type { World } from '../world.ts'
import { anyJira, cloudJira, serverJira } from './define.ts'
import { assignableUsers } from './jira-meta.routes.ts'

const USERS = ['read:jira-user']

/** On Cloud only as far as the person shows the e-mail. */
function isNamed({ dialect }: ApiRequest, user: User, text: string): boolean {
  const wanted = text.toLowerCase()
  const email = dialect === 'cloud' && !user.isEmailVisible ? '' : user.email
  const names = dialect === 'cloud' ? [user.displayName, email] : [user.username, user.displayName, email]
  return names.some((name) => name.toLowerCase().includes(wanted))
}

function answerUsers(world: World, request: ApiRequest, users: readonly User[]) {
  const { items } = offsetPage(request.query, users, 1000)
  return ok(items.map((user) => jiraUserView(world, request.dialect, user)))
}

function findUsers(world: World, request: ApiRequest) {
  const { query, dialect } = request
  const accountId = query.get('accountId')
  const text = query.get(dialect === 'cloud' ? 'query' : 'username')
  if (text === null && accountId === null)
    throw badRequest(
      dialect === 'cloud' ? 'One of query or accountId is required' : 'The username is required',
    )
  const found = [...world.state.users.values()].filter(
    (user) =>
      user.isActive &&
      (accountId === null ? isNamed(request, user, text ?? '') : user.accountId === accountId),
  )
  return answerUsers(world, request, found)
}

function findAssignable(world: World, request: ApiRequest) {
  const { query, dialect } = request
  const accountId = query.get('accountId')
  const text = query.get(dialect === 'cloud' ? 'query' : 'username') ?? ''
  const found = assignableUsers(world, request).filter(
    (user) => (accountId === null || user.accountId === accountId) && isNamed(request, user, text),
  )
  return answerUsers(world, request, found)
}

function getUser(world: World, request: ApiRequest) {
  const { query, dialect } = request
  const [key, username, accountId] = [query.get('key'), query.get('username'), query.get('accountId')]
  const by =
    dialect === 'cloud'
      ? { accountId: accountId ?? '' }
      : key === null
        ? { username: username ?? '' }
        : { userKey: key }
  const user = findUser(world.state, by)
  if (user === undefined)
    throw notFound(
      dialect === 'cloud'
        ? 'Specified user does not exist or you do not have required permissions'
        : `The user named '${username ?? key ?? ''}' does not exist`,
    )
  return ok(jiraUserView(world, dialect, user))
}

export const jiraUserRoutes: readonly Route[] = [
  ...anyJira('GET', '/myself', {
    scopes: USERS,
    isOpen: false,
    handle: (world, request) => {
      const { accountId = '' } = request.caller
      return ok(jiraUserView(world, request.dialect, userOf(world.state, accountId)))
    },
  }),
  ...anyJira('GET', '/user', { scopes: USERS, isOpen: false, handle: getUser }),
  cloudJira('GET', '/user/search', { scopes: USERS, isOpen: false, handle: findUsers }),
  serverJira('GET', '/user/search', { isOpen: false, handle: findUsers }),
  ...anyJira('GET', '/user/assignable/search', { scopes: USERS, isOpen: false, handle: findAssignable }),
]
