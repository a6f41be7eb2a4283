import type { Channel, Message, Whisper } from '../state/model.ts'
import { nextTs } from '../state/state.ts'
import { nowMs, type World } from '../world.ts'
import type { Content } from './read-content.ts'

export function postMessage(
  world: World,
  channel: Channel,
  { userId = world.state.botUserId, ...content }: Content & { readonly userId?: string },
): Message {
  const message: Message = {
    channel: channel.id,
    ts: nextTs(world.state, nowMs(world)),
    userId,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    metadata: content.metadata ?? undefined,
    editedTs: undefined,
    changes: 0,
  }
  channel.messages.push(message)
  return message
}

/** Text without blocks takes the blocks away; blocks without text leave it. Only a change of text alone shows as edited. */
export function changeMessage(world: World, message: Message, { text, blocks, metadata }: Content): void {
  if (text !== undefined) message.text = text
  if (text !== undefined || blocks !== undefined) message.blocks = blocks ?? []
  if (metadata !== undefined) message.metadata = metadata ?? undefined
  else if (!world.quirks.metadataKeptOnUpdate) message.metadata = undefined
  if (blocks === undefined) message.editedTs = nextTs(world.state, nowMs(world))
  message.changes += 1
}

export function deleteMessage(channel: Channel, ts: string): boolean {
  const place = channel.messages.findIndex((one) => one.ts === ts)
  if (place < 0) return false
  channel.messages.splice(place, 1)
  return true
}

export function whisper(
  world: World,
  channel: Channel,
  { userId, ...content }: Content & { readonly userId: string },
): Whisper {
  const { text = '', blocks = [] } = content
  const made = { channel: channel.id, ts: nextTs(world.state, nowMs(world)), userId, text, blocks }
  world.state.whispers.push(made)
  return made
}
