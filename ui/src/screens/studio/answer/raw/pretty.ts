import { isContainer, isList, Walk, type Container } from '../json.ts'

const BLOCK_CHARS = 32_768

/** The same text as `JSON.stringify(value, null, 2)`, in blocks of whole lines. */
export function* prettyBlocks(value: unknown): Generator<string, void> {
  const walk = new Walk(value)
  const open: Container[] = []
  let lines: string[] = []
  let chars = 0
  // The last line stays apart until it is known whether a comma belongs to it.
  let line = ''
  let isOpening = true
  const end = (mark: '' | ','): void => {
    lines.push(line + mark)
    chars += line.length
  }
  while (walk.next()) {
    while (open.length > walk.depth) {
      end('')
      line = closingOf(open)
    }
    if (walk.depth > 0) end(isOpening ? '' : ',')
    if (chars >= BLOCK_CHARS) {
      yield `${lines.join('\n')}\n`
      lines = []
      chars = 0
    }
    line = beginningOf(walk)
    isOpening = isFilled(walk.value)
    if (isFilled(walk.value)) open.push(walk.value)
  }
  while (open.length > 0) {
    end('')
    line = closingOf(open)
  }
  end('')
  yield lines.join('\n')
}

function isFilled(value: unknown): value is Container {
  if (!isContainer(value)) return false
  if (isList(value)) return value.length > 0
  for (const _ in value) return true
  return false
}

function closingOf(open: Container[]): string {
  const closed = open.pop()
  return '  '.repeat(open.length) + (isList(closed) ? ']' : '}')
}

function beginningOf({ key, value, owner, depth }: Walk): string {
  const name = owner === undefined || isList(owner) ? '' : `${JSON.stringify(key)}: `
  return '  '.repeat(depth) + name + textOf(value)
}

function textOf(value: unknown): string {
  if (!isContainer(value)) return JSON.stringify(value)
  const [opening, closing] = isList(value) ? '[]' : '{}'
  return isFilled(value) ? String(opening) : `${opening}${closing}`
}
