import { isContainer, scalarText, Walk, type Key } from '../json.ts'

const MAX_HITS = 10_000
const YIELD_EVERY = 64

export interface Hits {
  readonly paths: (readonly Key[])[]
  /** There are more, and they were not looked for. */
  isCut: boolean
}

/** Adds the places whose name or own text holds the words, in order, as they are found. */
export function* searchTree(root: unknown, text: string, hits: Hits): Generator<void, void> {
  const wanted = text.toLowerCase()
  const walk = new Walk(root)
  let visited = 0
  while (walk.next()) {
    visited += 1
    if (visited % YIELD_EVERY === 0) yield
    if (!isHit(walk, wanted)) continue
    if (hits.paths.length === MAX_HITS) {
      hits.isCut = true
      return
    }
    hits.paths.push(walk.path())
  }
}

function isHit({ key, value }: Walk, wanted: string): boolean {
  if (typeof key === 'string' && key.toLowerCase().includes(wanted)) return true
  return !isContainer(value) && scalarText(value).toLowerCase().includes(wanted)
}
