import { checkShape, type Shape, type Spot } from './check-shape.ts'
import { anything, listOf, oneOf, textObject, url, words } from './checks.ts'

const plain = (most: number) => textObject(most, ['plain_text'])
const text = (most: number) => textObject(most, ['plain_text', 'mrkdwn'])

const IMAGE: Shape = {
  required: { alt_text: words(2_000) },
  optional: { image_url: url(3_000), slack_file: anything },
}

const ELEMENTS: Readonly<Record<string, Shape>> = {
  button: {
    required: { text: plain(75) },
    optional: {
      action_id: words(255),
      url: url(3_000),
      value: words(2_000),
      style: oneOf(['primary', 'danger']),
      confirm: anything,
      accessibility_label: words(75),
    },
  },
  overflow: { required: { options: anything }, optional: { action_id: words(255), confirm: anything } },
  static_select: {
    required: { options: anything },
    optional: { action_id: words(255), placeholder: plain(150), initial_option: anything, confirm: anything },
  },
  users_select: {
    required: {},
    optional: { action_id: words(255), placeholder: plain(150), initial_user: anything, confirm: anything },
  },
}

const byType =
  (shapes: Readonly<Record<string, Shape>>) =>
  (spot: Spot): void => {
    const type = typeOf(spot.value)
    const shape = shapes[type]
    if (shape === undefined) spot.complain(`${spot.pointer}/type`, `unsupported type: ${type}`)
    else checkShape(spot, shape)
  }

const inContext = (spot: Spot): void => {
  if (typeOf(spot.value) === 'image') checkShape(spot, IMAGE)
  else text(3_000)(spot)
}

const block = (shape: Shape): Shape => ({
  ...shape,
  optional: { ...shape.optional, block_id: words(255) },
})

const BLOCKS: Readonly<Record<string, Shape>> = {
  header: block({ required: { text: plain(150) }, optional: {} }),
  section: block({
    required: {},
    optional: {
      text: text(3_000),
      fields: listOf(10, text(2_000)),
      accessory: byType({ ...ELEMENTS, image: IMAGE }),
      expand: anything,
    },
    oneOf: ['text', 'fields'],
  }),
  actions: block({ required: { elements: listOf(25, byType(ELEMENTS)) }, optional: {} }),
  context: block({ required: { elements: listOf(10, inContext) }, optional: {} }),
  divider: block({ required: {}, optional: {} }),
  image: block({ ...IMAGE, optional: { ...IMAGE.optional, title: plain(2_000) } }),
  markdown: block({ required: { text: words(12_000) }, optional: {} }),
  rich_text: block({ required: { elements: anything }, optional: {} }),
}

/** What Slack says against them; none when they are good. Lengths are counted as JavaScript counts them, which is never too lenient. */
export function checkBlocks(blocks: readonly unknown[]): readonly string[] {
  const found: string[] = []
  const complain = (pointer: string, message: string): void =>
    void found.push(`${message} [json-pointer:${pointer}]`)
  const all = { value: blocks, pointer: '/blocks', complain }
  listOf(50, byType(BLOCKS))(all)
  for (const [name, ids] of Object.entries(idsIn(blocks)))
    if (new Set(ids).size < ids.length) complain('/blocks', `\`${name}\` already exists`)
  return found
}

/** An action_id is to be unique within its block, a block_id within the message. */
function idsIn(blocks: readonly unknown[]): Readonly<Record<'block_id' | 'action_id', readonly string[]>> {
  const blockIds: string[] = []
  const actionIds: string[] = []
  for (const [index, one] of blocks.entries()) {
    blockIds.push(...textAt(one, 'block_id'))
    const { elements } = (one ?? {}) as { readonly elements?: unknown }
    if (!Array.isArray(elements)) continue
    for (const element of elements)
      actionIds.push(...textAt(element, 'action_id').map((id) => `${index} ${id}`))
  }
  return { block_id: blockIds, action_id: actionIds }
}

function textAt(value: unknown, name: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  const found = Object.entries(value).find(([key]) => key === name)?.[1]
  return typeof found === 'string' ? [found] : []
}

function typeOf(value: unknown): string {
  return textAt(value, 'type')[0] ?? ''
}
