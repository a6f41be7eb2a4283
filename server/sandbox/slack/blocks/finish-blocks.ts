import type { Random } from '../../shared/random.ts'
import { makeSecret } from '../state/ids.ts'
import type { Block } from '../state/model.ts'

/** As Slack gives them back: with ids for whatever had none, and how each text is to be shown. */
export function finishBlocks(blocks: readonly Block[], random: Random): readonly Block[] {
  return blocks.map((block) => {
    const block_id = typeof block['block_id'] === 'string' ? block['block_id'] : makeSecret(random, 5)
    const { elements } = block
    if (block['type'] !== 'actions' || !Array.isArray(elements)) return { ...block, block_id }
    return { ...block, block_id, elements: elements.map((element: Block) => withActionId(element, random)) }
  })
}

function withActionId(element: Block, random: Random): Block {
  return typeof element['action_id'] === 'string' ? element : { ...element, action_id: makeSecret(random, 5) }
}

/** Also those beside a section. */
export function buttonsIn(
  blocks: readonly Block[],
): readonly { readonly block: Block; readonly button: Block }[] {
  return blocks.flatMap((block) => {
    const { elements, accessory } = block as { readonly elements?: unknown; readonly accessory?: unknown }
    const all: readonly unknown[] = [...(Array.isArray(elements) ? elements : []), accessory]
    return all.filter(isButton).map((button) => ({ block, button }))
  })
}

function isButton(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'button'
}
