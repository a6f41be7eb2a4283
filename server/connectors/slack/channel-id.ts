import { Type } from 'typebox'
import { readSlack, type SlackSender } from './ask-slack.ts'
import { Cursor, nextOf } from './cursor.ts'
import { slackRefusal } from './slack-error.ts'

const Channels = Type.Object({
  channels: Type.Array(Type.Object({ id: Type.String(), name: Type.Optional(Type.String()) })),
  response_metadata: Cursor,
})

const ID = /^[CGD][A-Z0-9]{6,}$/

/** Slack posts to a name, but reads by id only. */
export async function channelIdOf(sender: SlackSender, wanted: string): Promise<string> {
  if (ID.test(wanted)) return wanted
  const name = wanted.replace(/^#/, '')
  const query = { types: 'public_channel,private_channel', exclude_archived: 'true', limit: '200' }
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const answer = await readSlack(sender, Channels, {
      method: 'conversations.list',
      query: cursor === '' ? query : { ...query, cursor },
    })
    const found = answer.channels.find((channel) => channel.name === name)
    if (found !== undefined) return found.id
    cursor = nextOf(answer, cursor)
  }
  throw slackRefusal('channel_not_found')
}
