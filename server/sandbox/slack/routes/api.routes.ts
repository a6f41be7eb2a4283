import { authorize, requireScope } from '../http/authorize.ts'
import { type Args, argumentsIn, contentType, type SlackAsked } from '../http/read-arguments.ts'
import type { ApiMethod, Route } from '../http/route.ts'
import { refusal, SlackError } from '../http/slack-error.ts'
import { nowMs, type World } from '../world.ts'
import { authMethods } from './auth-methods.ts'
import { chatMethods } from './chat-methods.ts'
import { conversationMethods } from './conversation-methods.ts'
import { userMethods } from './user-methods.ts'

export const API_METHODS: readonly ApiMethod[] = [
  ...authMethods,
  ...chatMethods,
  ...userMethods,
  ...conversationMethods,
]

const BY_NAME = new Map(API_METHODS.map((method) => [method.name, method]))

const answerApi =
  (verb: Route['method']): Route['handle'] =>
  (world, asked) => {
    try {
      const body = { ok: true, ...call(world, asked, verb), ...warningsOf(asked) }
      return { status: 200, headers: { 'x-oauth-scopes': world.state.scopes.join(',') }, body }
    } catch (error) {
      if (error instanceof SlackError) return refusal(error)
      throw error
    }
  }

function call(world: World, asked: SlackAsked, verb: Route['method']): object {
  const name = asked.params['method'] ?? ''
  const method = BY_NAME.get(name)
  if (method === undefined) throw new SlackError('unknown_method', { fields: { req_method: name } })
  authorize(world, asked)
  if (verb === 'GET' && !method.isRead && !world.quirks.writesByGet)
    throw new SlackError('http_method_not_allowed')
  const args = argumentsOf(world, asked, method)
  if (method.scope !== undefined) requireScope(world, method.scope)
  if (method.tier !== 'none') world.limits.admit({ tier: method.tier, key: method.name }, nowMs(world))
  return method.call(world, args)
}

function argumentsOf({ quirks }: World, asked: SlackAsked, { isRead }: ApiMethod): Args {
  const inBody = argumentsIn(asked, !isRead || quirks.readsTakeJson)
  return { ...Object.fromEntries(asked.query), ...inBody }
}

/** The call works all the same. */
function warningsOf({ headers }: SlackAsked): object {
  const isBare =
    contentType(headers) === 'application/json' && !/charset/i.test(headers['content-type'] ?? '')
  return isBare ? { warning: 'missing_charset' } : {}
}

export const apiRoutes: readonly Route[] = (['GET', 'POST'] as const).map((method) => ({
  method,
  path: '/api/{method}',
  handle: answerApi(method),
}))
