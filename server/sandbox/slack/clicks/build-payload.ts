import { buttonsIn } from '../blocks/finish-blocks.ts'
import { makeSecret } from '../state/ids.ts'
import type { Block, Channel, Message } from '../state/model.ts'
import { nextTs } from '../state/state.ts'
import { messageView } from '../views/slack.view.ts'
import { nowMs, type World } from '../world.ts'

export interface Click {
  readonly channel: string
  readonly ts: string
  readonly actionId: string
  /** Who clicks. */
  readonly userId: string
  /** In place of the address that Slack would give. */
  readonly responseUrl?: string
}

export interface BuiltClick {
  readonly payload: Readonly<Record<string, unknown>>
  readonly responseUrl: string
  readonly actionTs: string
}

/** What Slack tells the app of a click; throws where nobody could click that. */
export function buildPayload(world: World, click: Click): BuiltClick {
  const { state } = world
  const { channel, message, block, button } = findButton(world, click)
  const user = state.users.get(click.userId)
  if (user === undefined) throw new RangeError(`the sandbox has no user ${click.userId}`)
  const responseUrl = click.responseUrl ?? makeResponseUrl(world, click)
  const actionTs = nextTs(state, nowMs(world))
  const payload = {
    type: 'block_actions',
    user: { id: user.id, username: user.handle, name: user.handle, team_id: state.teamId },
    api_app_id: state.appId,
    token: state.verificationToken,
    container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
    trigger_id: `${makeSecret(world.random, 12, '0123456789')}.${makeSecret(world.random, 24)}`,
    team: { id: state.teamId, domain: 'northwind' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.isPrivate ? 'privategroup' : channel.name },
    message: messageView(world, message, true),
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...button, block_id: block['block_id'], action_ts: actionTs }],
  }
  return { payload, responseUrl, actionTs }
}

interface FoundButton {
  readonly channel: Channel
  readonly message: Message
  readonly block: Block
  readonly button: Block
}

function findButton({ state }: World, { channel: id, ts, actionId }: Click): FoundButton {
  const channel = state.channels.get(id)
  const message = channel?.messages.find((one) => one.ts === ts)
  const found = buttonsIn(message?.blocks ?? []).find(({ button }) => button['action_id'] === actionId)
  if (channel === undefined || message === undefined || found === undefined)
    throw new RangeError(`the sandbox has no button ${actionId} in a message ${ts} of ${id}`)
  return { channel, message, ...found }
}

function makeResponseUrl(world: World, { channel, ts, userId }: Click): string {
  const { state, random, origin } = world
  const id = makeSecret(random, 12, '0123456789')
  const path = `/actions/${state.teamId}/${id}/${makeSecret(random, 24)}`
  state.responseUrls.set(path, { path, channel, messageTs: ts, userId, madeMs: nowMs(world), uses: 0 })
  return origin + path
}
