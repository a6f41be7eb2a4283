const BLOCK_CHARS = 32_768
/** Longer lines take several rows. */
const ROW_CHARS = 240
const ROWS_CHARS = Math.floor(BLOCK_CHARS / ROW_CHARS) * ROW_CHARS
const KEPT_BLOCKS = 8

/** A long text as rows of a bounded length. Only where its blocks begin is kept; rows are cut out when they are asked for. */
export class TextRows {
  readonly blocks: string[] = []
  readonly #firstRows: number[] = []
  readonly #kept = new Map<number, readonly string[]>()
  #count = 0

  get count(): number {
    return this.#count
  }

  /** Takes the text block by block; what came before is given up. */
  *fill(blocks: Iterable<string>): Generator<void, void> {
    this.blocks.length = 0
    this.#firstRows.length = 0
    this.#kept.clear()
    this.#count = 0
    for (const block of blocks) {
      this.blocks.push(block)
      this.#firstRows.push(this.#count)
      this.#count += rowsOf(block).length
      yield
    }
  }

  row(index: number): string {
    const block = this.#blockOf(index)
    return this.#rowsOfBlock(block)[index - (this.#firstRows[block] ?? 0)] ?? ''
  }

  #blockOf(row: number): number {
    let low = 0
    let high = this.#firstRows.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#firstRows[middle] ?? 0) <= row) low = middle
      else high = middle - 1
    }
    return low
  }

  #rowsOfBlock(block: number): readonly string[] {
    const known = this.#kept.get(block)
    if (known) return known
    const rows = rowsOf(this.blocks[block] ?? '')
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined && this.#kept.size >= KEPT_BLOCKS) this.#kept.delete(oldest)
    this.#kept.set(block, rows)
    return rows
  }
}

/** A text in blocks that end at the end of a line, or, in a line that is longer than a block, of a row. */
export function* blocksOf(text: string): Generator<string, void> {
  let from = 0
  while (from < text.length) {
    const block = text.slice(from, from + BLOCK_CHARS)
    const isLast = from + block.length === text.length
    const lines = isLast ? block.length : block.lastIndexOf('\n') + 1
    const size = lines > 0 ? lines : cutBefore(block, ROWS_CHARS)
    yield block.slice(0, size)
    from += size
  }
}

function rowsOf(block: string): readonly string[] {
  const lines = block.split('\n')
  // The end of the last line is no line of its own: the next block begins there.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.flatMap((line) => (line.length <= ROW_CHARS ? line : pieces(line)))
}

function pieces(line: string): readonly string[] {
  const found: string[] = []
  for (let from = 0; from < line.length;) {
    const to = cutBefore(line, from + ROW_CHARS)
    found.push(line.slice(from, to))
    from = to
  }
  return found
}

/** Not within a character of two units. */
function cutBefore(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc_00 && unit <= 0xdf_ff ? at - 1 : at
}
