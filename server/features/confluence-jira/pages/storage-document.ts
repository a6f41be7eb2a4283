import { NameTable } from './name-table.ts'

/** Offsets are UTF-16 units of the very string that was read; `end` is exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** An element; a CDATA section under the name CDATA; a comment or processing instruction under the name COMMENT. */
export interface StorageNode extends Span {
  readonly name: string
  /** Behind the opening tag; of a self-closing element equal to `innerEnd` and `end`. */
  readonly innerStart: number
  readonly innerEnd: number
  readonly parent: StorageNode | null
  /** Its place in `nodes`; its descendants are those from `index + 1` up to, not including, `next`. */
  readonly index: number
  readonly next: number
}

export interface StorageDocument {
  readonly source: string
  /** All of them, each before what it holds. A large page has 100 000: ask for those that matter. */
  readonly nodes: readonly StorageNode[]
  /** Always the same one for the same index. */
  nodeAt(index: number): StorageNode | undefined
  /** Empty where there is no node. */
  nameAt(index: number): string
  startAt(index: number): number
  innerStartAt(index: number): number
  innerEndAt(index: number): number
  endAt(index: number): number
  /** -1 when it has none. */
  parentAt(index: number): number
  nextAt(index: number): number
  /** Its opening tag as it stands in the source. */
  tagAt(index: number): string
  /** From one of its tags to the other, as it stands in the source; empty where there is no node. */
  innerAt(index: number): string
  /** The indexes of all nodes of these names, in page order. */
  named(...names: readonly string[]): readonly number[]
}

export const COMMENT = '#comment'
export const CDATA = '#cdata'

// The columns of a row.
const NAME = 0
const START = 1
const INNER_START = 2
const INNER_END = 3
const END = 4
const PARENT = 5
const NEXT = 6
const WIDTH = 7

/** A row of numbers for each node. Objects are made only of those that are asked for: to make all takes longer than to read the page. */
export class StorageRows implements StorageDocument {
  readonly source: string
  readonly names = new NameTable()
  /** The innermost element that has no end yet; -1 when there is none. */
  #open = -1
  #levels = 0
  #rows: Int32Array
  #count = 0
  readonly #made: StorageNode[] = []

  constructor(source: string) {
    this.source = source
    // As many as a page of that size has at least.
    this.#rows = new Int32Array((16 + (source.length >> 5)) * WIDTH)
  }

  get nodes(): readonly StorageNode[] {
    for (let index = 0; index < this.#count; index += 1) this.nodeAt(index)
    return this.#made
  }

  nodeAt(index: number): StorageNode | undefined {
    if (index < 0 || index >= this.#count) return undefined
    // All of its places at once: V8 keeps one that grows by jumps as a slow map.
    if (this.#made.length < this.#count) this.#made.length = this.#count
    return (this.#made[index] ??= this.#make(index))
  }

  nameAt(index: number): string {
    return index >= 0 && index < this.#count ? this.names.at(this.#cell(index, NAME)) : ''
  }

  startAt(index: number): number {
    return this.#cell(index, START)
  }

  innerStartAt(index: number): number {
    return this.#cell(index, INNER_START)
  }

  innerEndAt(index: number): number {
    return this.#cell(index, INNER_END)
  }

  endAt(index: number): number {
    return this.#cell(index, END)
  }

  parentAt(index: number): number {
    return this.#cell(index, PARENT)
  }

  nextAt(index: number): number {
    return this.#cell(index, NEXT)
  }

  tagAt(index: number): string {
    return this.source.slice(this.#cell(index, START), this.#cell(index, INNER_START))
  }

  innerAt(index: number): string {
    if (index < 0 || index >= this.#count) return ''
    return this.source.slice(this.#cell(index, INNER_START), this.#cell(index, INNER_END))
  }

  named(...names: readonly string[]): readonly number[] {
    const wanted = this.names.all.map((name) => names.includes(name))
    const found: number[] = []
    for (let index = 0; index < this.#count; index += 1)
      if (wanted[this.#cell(index, NAME)] === true) found.push(index)
    return found
  }

  /** A node that holds nothing and ends with its opening tag. Gives its index. */
  add(nameId: number, start: number, innerStart: number): number {
    const at = this.#count * WIDTH
    if (at === this.#rows.length) this.#grow()
    const rows = this.#rows
    rows[at + NAME] = nameId
    rows[at + START] = start
    rows[at + INNER_START] = innerStart
    rows[at + PARENT] = this.#open
    this.#count += 1
    this.end(this.#count - 1, innerStart, innerStart)
    return this.#count - 1
  }

  /** Behind all that it holds. */
  end(index: number, innerEnd: number, end: number): void {
    const at = index * WIDTH
    const rows = this.#rows
    rows[at + INNER_END] = innerEnd
    rows[at + END] = end
    rows[at + NEXT] = this.#count
  }

  /** What is added next lies in that node. */
  enter(index: number): void {
    this.#open = index
    this.#levels += 1
  }

  leave(innerEnd: number, end: number): void {
    this.end(this.#open, innerEnd, end)
    this.#open = this.#cell(this.#open, PARENT)
    this.#levels -= 1
  }

  get open(): number {
    return this.#open
  }

  get levels(): number {
    return this.#levels
  }

  #cell(index: number, column: number): number {
    return this.#rows[index * WIDTH + column] ?? 0
  }

  #grow(): void {
    const rows = new Int32Array(this.#rows.length * 2)
    rows.set(this.#rows)
    this.#rows = rows
  }

  #make(index: number): StorageNode {
    return {
      name: this.nameAt(index),
      start: this.#cell(index, START),
      innerStart: this.#cell(index, INNER_START),
      innerEnd: this.#cell(index, INNER_END),
      end: this.#cell(index, END),
      parent: this.nodeAt(this.#cell(index, PARENT)) ?? null,
      index,
      next: this.#cell(index, NEXT),
    }
  }
}
