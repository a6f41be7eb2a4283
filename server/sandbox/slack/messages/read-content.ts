import { checkBlocks } from '../blocks/check-blocks.ts'
import { finishBlocks } from '../blocks/finish-blocks.ts'
import { type Args, jsonIn, textIn } from '../http/read-arguments.ts'
import { SlackError, withMessages } from '../http/slack-error.ts'
import type { Block, Metadata } from '../state/model.ts'
import type { World } from '../world.ts'

/** What a message says; absent: the call did not name it. */
export interface Content {
  readonly text?: string
  readonly blocks?: readonly Block[]
  /** null takes away what is there. */
  readonly metadata?: Metadata | null
}

const MOST_TEXT = 40_000
const MOST_METADATA = 16_000

/** Refuses what Slack refuses: no content at all, blocks that are none, too much of anything. */
export function readContent(world: World, args: Args): Content {
  const text = readText(world, args)
  const blocks = readBlocks(world, args)
  const metadata = readMetadata(args)
  if (text === undefined && (blocks ?? []).length === 0) throw new SlackError('no_text')
  return {
    ...(text === undefined ? {} : { text }),
    ...(blocks === undefined ? {} : { blocks }),
    ...(metadata === undefined ? {} : { metadata }),
  }
}

function readText({ quirks }: World, args: Args): string | undefined {
  const text = textIn(args, 'text')
  if (text === undefined || text.length <= MOST_TEXT) return text
  if (quirks.longText === 'refused') throw new SlackError('msg_too_long')
  return text.slice(0, MOST_TEXT)
}

function readBlocks({ quirks, random }: World, args: Args): readonly Block[] | undefined {
  const blocks = jsonIn(args, 'blocks')
  if (blocks === undefined) return undefined
  if (!Array.isArray(blocks)) throw new SlackError('invalid_blocks_format')
  const complaints = checkBlocks(blocks)
  if (complaints.length > 0) throw invalidBlocks(complaints)
  // Checked: each is an object of a known type.
  const good = blocks as readonly Block[]
  return quirks.blockIdsAdded ? finishBlocks(good, random) : good
}

function invalidBlocks(complaints: readonly string[]): SlackError {
  const { more } = withMessages('invalid_blocks', complaints)
  return new SlackError('invalid_blocks', { fields: { ...more.fields, errors: complaints } })
}

function readMetadata(args: Args): Metadata | null | undefined {
  const metadata = jsonIn(args, 'metadata')
  if (metadata === undefined) return undefined
  if (typeof metadata !== 'object' || metadata === null) throw new SlackError('invalid_metadata_format')
  if (Object.keys(metadata).length === 0) return null
  if (!isMetadata(metadata)) throw new SlackError('invalid_metadata_schema')
  if (JSON.stringify(metadata).length > MOST_METADATA) throw new SlackError('metadata_too_large')
  return metadata
}

function isMetadata(value: object): value is Metadata {
  const { event_type: type, event_payload: payload } = value as Partial<Record<keyof Metadata, unknown>>
  return (
    typeof type === 'string' &&
    type !== '' &&
    typeof payload === 'object' &&
    payload !== null &&
    !Array.isArray(payload)
  )
}
