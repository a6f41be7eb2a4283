import { endOfName, isInName } from './scan-tag.ts'

/** Each name once, under a number. A page holds few names a hundred thousand times; none is copied again. */
export class NameTable {
  readonly all: string[] = []
  readonly #ids = new Map<string, number>()
  /** What stood behind each name when it stood last: most often the same stands there again. */
  readonly #followers: number[] = []
  #last = 0

  /** Of the name that begins there; -1 when none does. */
  idAt(source: string, start: number): number {
    const likely = this.#followers[this.#last] ?? 0
    const name = this.at(likely)
    const end = start + name.length
    const isIt = name !== '' && !isInName(source, end) && source.slice(start, end) === name
    const id = isIt ? likely : this.idOf(source.slice(start, endOfName(source, start)))
    this.#followers[this.#last] = id
    this.#last = id
    return id
  }

  idOf(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    this.#ids.set(name, this.all.length)
    return this.all.push(name) - 1
  }

  at(id: number): string {
    return this.all[id] ?? ''
  }
}
