import type { World } from '../world.ts'
import { type SlackAsked, tokenIn } from './read-arguments.ts'
import { SlackError } from './slack-error.ts'

/** Notes whose token came, and refuses what is none. */
export function authorize({ state }: World, asked: SlackAsked): void {
  const token = tokenIn(asked)
  if (token === undefined) throw new SlackError('not_authed')
  asked.note.tokenKind = token === state.botToken ? 'bot' : 'unknown'
  if (token !== state.botToken) throw new SlackError('invalid_auth')
  if (state.tokenProblem !== undefined) throw new SlackError(state.tokenProblem)
}

export function hasScope({ state }: World, scope: string): boolean {
  return state.scopes.includes(scope)
}

export function requireScope(world: World, needed: string): void {
  if (hasScope(world, needed)) return
  throw new SlackError('missing_scope', { fields: { needed, provided: world.state.scopes.join(',') } })
}
