import { Type } from 'typebox'
import { hasShape } from '../../shared/has-shape.ts'
import { readSlack, type SlackSender } from './ask-slack.ts'
import { channelIdOf } from './channel-id.ts'
import { Cursor, Maybe, nextOf } from './cursor.ts'
import type { SlackClient } from './slack-client.ts'

const History = Type.Object({
  messages: Type.Array(
    Type.Object({
      ts: Type.String(),
      metadata: Maybe(Type.Object({ event_type: Type.String(), event_payload: Type.Unknown() })),
    }),
  ),
  response_metadata: Cursor,
})
const Key = Type.Object({ key: Type.String() })

/** Of our messages' metadata. */
export const EVENT_TYPE = 'switchyard_message'
const PAGE = 200
// Slack's clock is not ours, and a message that is overlooked is posted a second time.
const SKEW_MS = 60_000

export async function findMessage(
  sender: SlackSender,
  { key, channel: wanted, since }: Parameters<SlackClient['findMessage']>[0],
): ReturnType<SlackClient['findMessage']> {
  const channel = await channelIdOf(sender, wanted)
  const oldest = Math.max(0, since.getTime() - SKEW_MS) / 1_000
  const query = {
    channel,
    oldest: oldest.toFixed(6),
    include_all_metadata: 'true',
    limit: String(PAGE),
  }
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const answer = await readSlack(sender, History, {
      method: 'conversations.history',
      query: cursor === '' ? query : { ...query, cursor },
    })
    const found = answer.messages.find(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && keyIn(metadata) === key,
    )
    if (found !== undefined) return { channel, ts: found.ts }
    cursor = nextOf(answer, cursor)
  }
  return undefined
}

function keyIn({ event_payload: payload }: { readonly event_payload: unknown }): string | undefined {
  return hasShape(Key, payload) ? payload.key : undefined
}
