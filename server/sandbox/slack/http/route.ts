import type { Answer } from '../../shared/http/answer.ts'
import type { World } from '../world.ts'
import type { Tier } from './limits.ts'
import type { Args, SlackAsked } from './read-arguments.ts'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly handle: (world: World, asked: SlackAsked) => Answer
}

/** A method of the Web API. */
export interface ApiMethod {
  readonly name: string
  /** May be asked with GET. */
  readonly isRead: boolean
  /** The scope that it always takes; what depends on the channel is asked for where that is known. */
  readonly scope?: string
  readonly tier: Exclude<Tier, 'post'> | 'none'
  /** The answer without `ok`; a SlackError is a refusal. */
  readonly call: (world: World, args: Args) => object
}
