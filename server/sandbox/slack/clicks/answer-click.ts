import type { Answer } from '../../shared/http/answer.ts'
import type { Args, SlackAsked } from '../http/read-arguments.ts'
import { SlackError } from '../http/slack-error.ts'
import { requireMessage } from '../messages/access.ts'
import { readContent } from '../messages/read-content.ts'
import { changeMessage, deleteMessage, postMessage, whisper } from '../messages/write-message.ts'
import type { Channel, ResponseUrl } from '../state/model.ts'
import { nowMs, type World } from '../world.ts'

/** Documented: five answers within half an hour. */
const MOST_USES = 5
const LIVES_MS = 30 * 60_000

/** What an app says to a click, at the address that came with it. */
export function answerClick(world: World, asked: SlackAsked, payloadIn: (asked: SlackAsked) => Args): Answer {
  try {
    const { team = '', id = '', secret = '' } = asked.params
    const address = world.state.responseUrls.get(`/actions/${team}/${id}/${secret}`)
    if (address === undefined) throw new SlackError('no_service', { status: 404 })
    use(world, address)
    say(world, address, payloadIn(asked))
    return { status: 200, body: { ok: true } }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return { status: error.more.status ?? 400, body: { ok: false, error: error.code } }
  }
}

function use(world: World, address: ResponseUrl): void {
  const status = world.quirks.usedUrlStatus
  if (nowMs(world) - address.madeMs > LIVES_MS) throw new SlackError('expired_url', { status })
  if (address.uses >= MOST_USES) throw new SlackError('used_url', { status })
  address.uses += 1
}

function say(world: World, { channel: id, messageTs, userId }: ResponseUrl, payload: Args): void {
  const channel = world.state.channels.get(id)
  if (channel === undefined) throw new SlackError('channel_not_found', { status: 404 })
  if (isSet(world, payload, 'delete_original')) return removeOriginal(channel, messageTs)
  const content = { ...readContent(world, payload), metadata: undefined }
  const said = {
    ...(content.text === undefined ? {} : { text: content.text }),
    ...(content.blocks === undefined ? {} : { blocks: content.blocks }),
  }
  if (isSet(world, payload, 'replace_original'))
    changeMessage(world, requireMessage(channel, messageTs), said)
  else if (payload['response_type'] === 'in_channel') postMessage(world, channel, said)
  else whisper(world, channel, { ...said, userId })
}

function removeOriginal(channel: Channel, ts: string): void {
  if (!deleteMessage(channel, ts)) throw new SlackError('message_not_found', { status: 404 })
}

function isSet({ quirks }: World, payload: Args, name: string): boolean {
  return payload[name] === true || (quirks.wordsAsFlags && payload[name] === 'true')
}
