import type { Block } from './diff-blocks.ts'

export type DiffRow =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  /** Lines that have not changed; `block` opens them. */
  | { readonly kind: 'folded'; readonly block: number; readonly count: number }

const AROUND = 3
// To unfold one or two lines costs more than they take.
const FEWEST_FOLDED = 3

/** What is shown of a comparison: changes with a little around them, and all of the blocks in `opened`. */
export function diffRows(blocks: readonly Block[], opened: ReadonlySet<number>): readonly DiffRow[] {
  return blocks.flatMap((block, index): readonly DiffRow[] => {
    if (block.kind === 'changed')
      return [
        ...block.removed.map((text) => ({ kind: 'removed', text }) as const),
        ...block.added.map((text) => ({ kind: 'added', text }) as const),
      ]
    const same = block.lines.map((text) => ({ kind: 'same', text }) as const)
    const before = index === 0 ? 0 : AROUND
    const after = index === blocks.length - 1 ? 0 : AROUND
    const count = same.length - before - after
    if (opened.has(index) || count < FEWEST_FOLDED) return same
    return [
      ...same.slice(0, before),
      { kind: 'folded', block: index, count },
      ...same.slice(same.length - after),
    ]
  })
}
