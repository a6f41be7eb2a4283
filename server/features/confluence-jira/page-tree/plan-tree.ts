export interface TreeShape {
  /** The page that the tree is made below. */
  readonly parentId: string
  readonly depth: number
  readonly children: number
}

export interface PlannedPage {
  /** The same for the same place below the same page, so that a page of an earlier run is known. */
  readonly title: string
  /** Null: right below the page that was named. */
  readonly above: string | null
  readonly level: number
  /** From 0, in the order of making. */
  readonly place: number
}

export function countPages({ depth, children }: Pick<TreeShape, 'depth' | 'children'>): number {
  let count = 0
  for (let level = 1; level <= depth; level += 1) count += children ** level
  return count
}

/** Parents before their children. */
export function* planTree(shape: TreeShape): Generator<PlannedPage> {
  let place = 0
  function* below(above: string | null, path: string, level: number): Generator<PlannedPage> {
    for (let child = 1; child <= shape.children; child += 1) {
      const number = path === '' ? String(child) : `${path}.${child}`
      // Titles are unique in a space, and there may be several trees.
      const title = `Page ${number} of the tree below ${shape.parentId}`
      yield { title, above, level, place }
      place += 1
      if (level < shape.depth) yield* below(title, number, level + 1)
    }
  }
  yield* below(null, '', 1)
}
