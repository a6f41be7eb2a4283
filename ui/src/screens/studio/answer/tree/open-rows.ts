import { isContainer, isList, Walk, type Container, type Key } from '../json.ts'

const YIELD_EVERY = 256

/**
 * The rows of a tree that are not within a closed one, in order. Four plain lists and no object per row: a large answer has millions.
 */
export class OpenRows {
  #keys: (Key | undefined)[] = []
  #values: unknown[] = []
  #depths: number[] = []
  #owners: (Container | undefined)[] = []
  #isOpening = false

  constructor(root: unknown) {
    this.#begin(root)
    this.open(0)
  }

  get count(): number {
    return this.#values.length
  }

  /** `openAll` has begun and has not come to its end: the last rows are not there. */
  get isOpening(): boolean {
    return this.#isOpening
  }

  keyOf(row: number): Key | undefined {
    return this.#keys[row]
  }

  valueOf(row: number): unknown {
    return this.#values[row]
  }

  depthOf(row: number): number {
    return this.#depths[row] ?? 0
  }

  /** The list or object that the row is in. */
  ownerOf(row: number): Container | undefined {
    return this.#owners[row]
  }

  isOpen(row: number): boolean {
    return this.depthOf(row + 1) > this.depthOf(row)
  }

  open(row: number): void {
    const value = this.#values[row]
    if (!isContainer(value) || this.isOpen(row)) return
    const keys = isList(value) ? Array.from(value, (_, index) => index) : Object.keys(value)
    const values = isList(value) ? [...value] : Object.values(value)
    const depth = this.depthOf(row) + 1
    this.#insert(row + 1, { keys, values, depths: keys.map(() => depth), owners: keys.map(() => value) })
  }

  close(row: number): void {
    const from = row + 1
    const count = this.#endOf(row) - from
    for (const list of [this.#keys, this.#values, this.#depths, this.#owners]) list.splice(from, count)
  }

  toggle(row: number): void {
    if (this.isOpen(row)) this.close(row)
    else this.open(row)
  }

  /** Only the first level stays. */
  closeAll(): void {
    this.#begin(this.#values[0])
    this.open(0)
  }

  /** Opens everything, from the top; the rows so far are there at every pause. Nothing else may change them meanwhile. */
  *openAll(): Generator<void, void> {
    const walk = new Walk(this.#values[0])
    this.#clear()
    this.#isOpening = true
    while (walk.next()) {
      this.#add(walk)
      if (this.count % YIELD_EVERY === 0) yield
    }
    this.#isOpening = false
  }

  /** The row of the list or object that it is in; the first has none. */
  parentOf(row: number): number {
    const depth = this.depthOf(row)
    let parent = row - 1
    while (parent >= 0 && this.depthOf(parent) >= depth) parent -= 1
    return parent
  }

  pathOf(row: number): readonly Key[] {
    const path: Key[] = []
    for (let at = row; at > 0; at = this.parentOf(at)) path.unshift(this.#keys[at] ?? '')
    return path
  }

  /** Opens what the path leads through; its row, or undefined if there is no such place. */
  reveal(path: readonly Key[]): number | undefined {
    let row = 0
    for (const key of path) {
      this.open(row)
      const child = this.#childOf(row, key)
      if (child === undefined) return undefined
      row = child
    }
    return row
  }

  #childOf(row: number, key: Key): number | undefined {
    const depth = this.depthOf(row) + 1
    // Names of objects may look like numbers, and places in lists may come as text.
    const name = String(key)
    for (let at = row + 1; at < this.count && this.depthOf(at) >= depth; at += 1)
      if (this.depthOf(at) === depth && String(this.#keys[at]) === name) return at
    return undefined
  }

  #endOf(row: number): number {
    const depth = this.depthOf(row)
    let end = row + 1
    while (end < this.count && this.depthOf(end) > depth) end += 1
    return end
  }

  #begin(root: unknown): void {
    this.#clear()
    this.#add({ key: undefined, value: root, depth: 0, owner: undefined })
  }

  #clear(): void {
    this.#keys = []
    this.#values = []
    this.#depths = []
    this.#owners = []
    this.#isOpening = false
  }

  #add({ key, value, depth, owner }: Pick<Walk, 'key' | 'value' | 'depth' | 'owner'>): void {
    this.#keys.push(key)
    this.#values.push(value)
    this.#depths.push(depth)
    this.#owners.push(owner)
  }

  #insert(at: number, { keys, values, depths, owners }: Lists): void {
    this.#keys = inserted(this.#keys, at, keys)
    this.#values = inserted(this.#values, at, values)
    this.#depths = inserted(this.#depths, at, depths)
    this.#owners = inserted(this.#owners, at, owners)
  }
}

interface Lists {
  readonly keys: readonly Key[]
  readonly values: readonly unknown[]
  readonly depths: readonly number[]
  readonly owners: readonly Container[]
}

// As arguments of splice, more would not fit on the stack.
const MAX_ARGUMENTS = 10_000

function inserted<T>(list: T[], at: number, items: readonly T[]): T[] {
  if (items.length > MAX_ARGUMENTS) return [...list.slice(0, at), ...items, ...list.slice(at)]
  list.splice(at, 0, ...items)
  return list
}
