interface Placed {
  readonly id: string
  readonly parentId: string | null
}

/** Each item once, behind its parent; what hangs on nothing that is here comes as if at the top. */
export function parentsFirst<Item extends Placed>(items: readonly Item[]): readonly Item[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const below = childrenIn(byId.values())
  const ordered = new Map<string, Item>()
  const take = (top: Item): void => {
    const waiting = [top]
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
      if (ordered.has(item.id)) continue
      ordered.set(item.id, item)
      for (const child of (below.get(item.id) ?? []).toReversed()) waiting.push(child)
    }
  }
  for (const item of byId.values()) if (!byId.has(item.parentId ?? '')) take(item)
  // What was moved around while it was read may be a ring, which has no top.
  for (const item of byId.values()) take(item)
  return [...ordered.values()]
}

function childrenIn<Item extends Placed>(items: Iterable<Item>): ReadonlyMap<string, readonly Item[]> {
  const below = new Map<string, Item[]>()
  for (const item of items) {
    const siblings = below.get(item.parentId ?? '')
    if (siblings === undefined) below.set(item.parentId ?? '', [item])
    else siblings.push(item)
  }
  return below
}
