import { Parser } from 'htmlparser2'
import { read } from './pages.ts'

const FACTS = new Set(['ac:task-id', 'ac:task-uuid', 'ac:task-status'])

/** What another reader than ours sees of the page: all words in order, without the tasks' ids and what we put there. */
export function wordsOf(storage: string): string {
  const words: string[] = []
  let hidden = 0
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const isOurs = attributes['ac:macro-id']?.startsWith('73777964-') === true
        if (hidden > 0 || FACTS.has(name) || isOurs) hidden += 1
      },
      onclosetag: () => {
        if (hidden > 0) hidden -= 1
      },
      ontext: (text) => {
        if (hidden === 0) words.push(text)
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.write(storage)
  parser.end()
  return words.join('').replace(/\s+/g, '')
}

/** Whether each tag closes the one that is open. */
export function isWellFormed(storage: string): boolean {
  let isFine = true
  const parser = new Parser(
    {
      onclosetag: (name, isImplied) => {
        if (!isImplied) return
        const at = storage.slice(parser.startIndex, parser.endIndex + 1)
        if (!/\/\s*>$/.test(at)) isFine = false
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.write(storage)
  parser.end()
  return isFine
}

/** What stands where Confluence cannot show it: beside tasks in their list, or a block in a paragraph. */
export function misplaced(storage: string): readonly string[] {
  return read(storage).nodes.flatMap(({ name, parent, start }) => {
    const isInList = parent?.name === 'ac:task-list' && !/^(?:ac:task|ac:task-list|#comment)$/.test(name)
    const isTaskOutside = name === 'ac:task' && parent?.name !== 'ac:task-list'
    const isInParagraph = parent?.name === 'p' && /^(?:p|ac:task-list|table|ul)$/.test(name)
    return isInList || isTaskOutside || isInParagraph ? [`${name} at ${start}`] : []
  })
}
