export type Key = string | number
export type JsonObject = Readonly<Record<string, unknown>>
export type Container = JsonObject | readonly unknown[]

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

/** The value under a key of its own; never one of the language's. */
export function fieldOf(value: unknown, key: Key): unknown {
  return isContainer(value) && Object.hasOwn(value, key) ? (value as Record<Key, unknown>)[key] : undefined
}

const namesSeen = new WeakMap<object, readonly string[]>()

/** The names of an object, found once: what is on the screen asks again with every turn of the wheel. */
export function namesOf(object: JsonObject): readonly string[] {
  const known = namesSeen.get(object)
  if (known) return known
  const names = Object.keys(object)
  namesSeen.set(object, names)
  return names
}

export function sizeOf(container: Container): number {
  return isList(container) ? container.length : namesOf(container).length
}

/** `[12]` or `{3}`: what a closed list or object says of itself. */
export function briefOf(container: Container): string {
  return isList(container) ? `[${container.length}]` : `{${sizeOf(container)}}`
}

const PREVIEWED = 4
const PREVIEW_CHARS = 40

/** What the first fields of a list or object say, where they are no lists or objects themselves. */
export function previewOf(container: Container): string {
  const parts: string[] = []
  for (const key of isList(container) ? container.keys() : namesOf(container)) {
    const value = fieldOf(container, key)
    if (parts.length === PREVIEWED || isContainer(value)) break
    const text = scalarText(value)
    const short = text.length > PREVIEW_CHARS ? `${text.slice(0, PREVIEW_CHARS)}…` : text
    parts.push(isList(container) ? short : `${key}: ${short}`)
  }
  return parts.join(', ')
}

/** The text of a value that is neither a list nor an object. */
export function scalarText(value: unknown): string {
  return isContainer(value) ? '' : String(value)
}

/** JSON pointer (RFC 6901). */
export function pointerOf(path: readonly Key[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

export function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

interface Level {
  readonly owner: Container
  readonly names: readonly string[] | undefined
  readonly size: number
  /** How many of it were visited. */
  next: number
}

/** Visits a value and all below it in the order of its text. The walk itself is the visited place; nothing is made for each. */
export class Walk {
  key: Key | undefined
  value: unknown
  owner: Container | undefined
  depth = 0
  readonly #levels: Level[] = []
  #isBegun = false

  constructor(root: unknown) {
    this.value = root
  }

  next(): boolean {
    if (!this.#isBegun) {
      this.#isBegun = true
      return true
    }
    if (isContainer(this.value)) this.#levels.push(levelOf(this.value))
    let level = this.#levels.at(-1)
    while (level && level.next >= level.size) {
      this.#levels.pop()
      level = this.#levels.at(-1)
    }
    if (!level) return false
    this.#visit(level)
    return true
  }

  /** Of the visited place. */
  path(): readonly Key[] {
    return this.#levels.map(({ names, next }) => names?.[next - 1] ?? next - 1)
  }

  #visit(level: Level): void {
    const at = level.next
    level.next = at + 1
    this.key = level.names?.[at] ?? at
    this.value = (level.owner as Record<Key, unknown>)[this.key]
    this.owner = level.owner
    this.depth = this.#levels.length
  }
}

function levelOf(owner: Container): Level {
  if (isList(owner)) return { owner, names: undefined, size: owner.length, next: 0 }
  const names = Object.keys(owner)
  return { owner, names, size: names.length, next: 0 }
}
